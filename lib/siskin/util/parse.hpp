#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace siskin::util {

/// The number that the whole of `token` spells, or nothing: no blanks, no rest, no overflow.
/// A leading '+' is accepted, as in BED and TSV files of other tools.
std::optional<std::int64_t> parse_integer(std::string_view token);

/// As parse_integer for a decimal or scientific number; "inf" and "nan" are refused, because no
/// file or option of siskin means them. 1e-400 is 0, 1e400 is refused.
std::optional<double> parse_real(std::string_view token);

/// parse_integer, or an Error "<where>: found '<token>', expected an integer from low to high".
std::int64_t require_integer(std::string_view token, const std::string& where, std::int64_t low,
                             std::int64_t high);

/// parse_real, or an Error "<where>: found '<token>', expected a number".
double require_real(std::string_view token, const std::string& where);

}  // namespace siskin::util
