#pragma once

#include <cmath>
#include <string>

#include "siskin/util/text.hpp"

namespace siskin::tools {

inline constexpr const char* kMissing = "NA";

/// A number as a cell of a table; NaN is missing.
inline std::string number_cell(double value) {
  return std::isnan(value) ? kMissing : util::format_double(value);
}

}  // namespace siskin::tools
