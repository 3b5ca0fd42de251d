#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace siskin::tools {

/// As numpy.quantile with its default, linear interpolation. At least one value.
inline double quantile(std::vector<double> values, double fraction) {
  std::sort(values.begin(), values.end());
  const double place = fraction * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, values.size() - 1);
  return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
}

}  // namespace siskin::tools
