#include "score/labelled_table.hpp"

#include <filesystem>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {

LabelledPath split_label(const std::string& table) {
  const auto equals = table.find('=');
  if (equals == std::string::npos) return {"", table};
  return {table.substr(0, equals), table.substr(equals + 1)};
}

LabelledPath find_labelled(const std::string& table) {
  auto parts = split_label(table);
  if (parts.label.empty()) return parts;
  if (std::filesystem::exists(table)) return {"", table};
  if (parts.path != "-" && !std::filesystem::exists(parts.path)) {
    throw Error(parts.path + ": cannot be opened (" + util::quoted(parts.label) + " in " +
                util::quoted(table) + " was read as its label)");
  }
  return parts;
}

}  // namespace siskin::tools
