#include "siskin/util/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace siskin::util {

double quantile(std::vector<double> values, double fraction) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double place = fraction * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, values.size() - 1);
  const double share = place - std::floor(place);
  // Not by a difference: what stands on a value must be that value, infinite or not.
  return share == 0 ? values[below] : (1 - share) * values[below] + share * values[above];
}

double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

}  // namespace siskin::util
