#include "siskin/util/mean.hpp"

#include <limits>
#include <numeric>

namespace siskin::util {

double mean(const std::vector<double>& values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace siskin::util
