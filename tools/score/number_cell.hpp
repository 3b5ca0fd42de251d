#pragma once

#include <cmath>
#include <string>

#include "siskin/util/text.hpp"

namespace siskin::tools {

/// How a figure stands in a table: nine digits, NA where it is not defined. An infinite figure has
/// no value either: tables hold numbers.
inline std::string number_cell(double value) {
  return std::isfinite(value) ? util::format_double(value) : "NA";
}

}  // namespace siskin::tools
