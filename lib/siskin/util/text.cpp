#include "siskin/util/text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace siskin::util {
namespace {

constexpr std::size_t kMessageWidth = 40;

template <typename... Format>
void append_number(std::string& text, double value, Format... format) {
  if (std::isnan(value)) {
    text += "NA";
    return;
  }
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
  text.append(buffer.data(), result.ptr);
}

}  // namespace

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (;;) {
    const auto end = line.find(separator, begin);
    if (end == std::string_view::npos) break;
    parts.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.push_back(line.substr(begin));
  return parts;
}

std::vector<std::string_view> split_blanks(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r";
  std::vector<std::string_view> parts;
  std::size_t begin = line.find_first_not_of(kBlanks);
  while (begin != std::string_view::npos) {
    const auto end = line.find_first_of(kBlanks, begin);
    parts.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(kBlanks, end);
  }
  return parts;
}

std::string quoted(std::string_view token) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text = "'";
  for (const char letter : token.substr(0, kMessageWidth)) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte >= 0x20 && byte < 0x7f) {
      text += letter;
    } else {
      text += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return text + (token.size() > kMessageWidth ? "...'" : "'");
}

void append_float(std::string& text, float value) {
  if (std::isnan(value)) {
    text += "NA";
    return;
  }
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  text.append(buffer.data(), result.ptr);
}

std::string format_float(float value) {
  std::string text;
  append_float(text, value);
  return text;
}

std::string format_double(double value) {
  std::string text;
  append_number(text, value, std::chars_format::general, 9);
  return text;
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

}  // namespace siskin::util
