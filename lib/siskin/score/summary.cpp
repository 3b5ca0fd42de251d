#include "siskin/score/summary.hpp"

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

}  // namespace siskin::score
