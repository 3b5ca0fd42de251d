#include "siskin/util/mean.hpp"

#include <limits>
#include <numeric>

namespace siskin::util {

double mean(const std::vector<double>& values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double weighted_mean(const std::vector<double>& values, const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (total == 0) return std::numeric_limits<double>::quiet_NaN();
  return std::inner_product(values.begin(), values.end(), weights.begin(), 0.0) / total;
}

}  // namespace siskin::util
