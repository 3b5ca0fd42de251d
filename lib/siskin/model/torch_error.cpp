#include "siskin/model/torch_error.hpp"

#include <c10/util/Exception.h>

#include <vector>

#include "siskin/util/text.hpp"

namespace siskin::model {

std::string torch_message(const std::exception& error) {
  const auto* const torch_error = dynamic_cast<const c10::Error*>(&error);
  const std::string text =
      torch_error != nullptr ? torch_error->what_without_backtrace() : error.what();
  // The interpreter puts its traceback first and the cause on a line of its own.
  constexpr std::string_view kCause = "RuntimeError: ";
  std::string first;
  for (const auto line : util::split(text, '\n')) {
    if (util::starts_with(line, kCause)) return std::string(line.substr(kCause.size()));
    if (first.empty()) first = line;
  }
  return first;
}

}  // namespace siskin::model
