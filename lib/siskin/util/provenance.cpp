#include "siskin/util/provenance.hpp"

#include "siskin/util/version.hpp"

namespace siskin::util {
namespace {

std::string& line() {
  static std::string text = std::string("siskin ") + version();
  return text;
}

bool needs_quotes(const std::string& argument) {
  return argument.empty() || argument.find_first_of(" \t\n\r'\"\\$&;|<>*?()") != std::string::npos;
}

}  // namespace

void set_provenance(const std::string& tool, const std::vector<std::string>& arguments) {
  std::string text = tool + " " + version() + " " + tool;
  for (const auto& argument : arguments) {
    text += ' ';
    if (!needs_quotes(argument)) {
      text += argument;
      continue;
    }
    text += '\'';
    for (const char letter : argument) {
      if (letter == '\'') {
        text += "'\\''";
      } else {
        text += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
      }
    }
    text += '\'';
  }
  line() = text;
}

const std::string& provenance() { return line(); }

}  // namespace siskin::util
