#pragma once

#include <string>

namespace siskin::tools {

/// What to_text makes of each item, with the separator between them.
template <typename Items, typename ToText>
std::string join(const Items& items, char separator, const ToText& to_text) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += separator;
    text += to_text(item);
  }
  return text;
}

}  // namespace siskin::tools
