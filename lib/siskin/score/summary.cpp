#include "siskin/score/summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace siskin::score {

Mean mean_of_defined(const std::vector<double>& values) {
  Mean result;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    result.value += value;
    ++result.count;
  }
  result.value = result.count == 0 ? std::numeric_limits<double>::quiet_NaN()
                                   : result.value / static_cast<double>(result.count);
  return result;
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const std::size_t upper = values.size() / 2;
  if (values.size() % 2 == 1) return values[upper];
  return 0.5 * (values[upper - 1] + values[upper]);
}

}  // namespace siskin::score
