#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace siskin::util {

/// The parts of `line` between separators; always at least one, possibly empty.
std::vector<std::string_view> split(std::string_view line, char separator);

/// The parts between runs of blanks and tabs; none for a blank line.
std::vector<std::string_view> split_blanks(std::string_view line);

/// 'token' for a message: printable, cut at 40 characters, other bytes as \xHH.
std::string quoted(std::string_view token);

/// The shortest decimal that reads back as the same float: 0.1, 1e-06, -3. Never locale dependent.
std::string format_float(float value);
/// Up to nine significant digits, for metrics and predictions computed in double.
std::string format_double(double value);
/// Appends format_float(value) without allocating; what writers of long tracks use.
void append_float(std::string& text, float value);

bool starts_with(std::string_view text, std::string_view prefix);
bool ends_with(std::string_view text, std::string_view suffix);

}  // namespace siskin::util
