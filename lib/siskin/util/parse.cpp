#include "siskin/util/parse.hpp"

#include <charconv>
#include <cmath>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::util {
namespace {

template <typename Number>
std::optional<Number> parse_whole(std::string_view token) {
  if (!token.empty() && token.front() == '+') {
    token.remove_prefix(1);
    if (!token.empty() && token.front() == '-') return std::nullopt;
  }
  Number value{};
  const char* const end = token.data() + token.size();
  const auto result = std::from_chars(token.data(), end, value);
  if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return value;
}

// A number too small for a double, such as a p-value of 1e-400: zero, where one that is too large
// is an error. from_chars calls both out of range.
bool is_tiny(std::string_view token) {
  if (!token.empty() && token.front() == '+') token.remove_prefix(1);
  double ignored = 0;
  const char* const end = token.data() + token.size();
  const auto result = std::from_chars(token.data(), end, ignored);
  if (result.ec != std::errc::result_out_of_range || result.ptr != end) return false;
  const auto exponent = token.find_first_of("eE");
  if (exponent != std::string_view::npos) return token[exponent + 1] == '-';
  return token.find_first_of("123456789") > token.find('.');
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view token) {
  return parse_whole<std::int64_t>(token);
}

std::optional<double> parse_real(std::string_view token) {
  const auto value = parse_whole<double>(token);
  if (value && !std::isfinite(*value)) return std::nullopt;
  if (!value && is_tiny(token)) return 0;
  return value;
}

std::int64_t require_integer(std::string_view token, const std::string& where, std::int64_t low,
                             std::int64_t high) {
  const auto value = parse_integer(token);
  if (!value || *value < low || *value > high) {
    throw Error(where + ": found " + quoted(token) + ", expected an integer from " +
                std::to_string(low) + " to " + std::to_string(high));
  }
  return *value;
}

double require_real(std::string_view token, const std::string& where) {
  const auto value = parse_real(token);
  if (!value) throw Error(where + ": found " + quoted(token) + ", expected a number");
  return *value;
}

}  // namespace siskin::util
