#pragma once

#include <cstddef>
#include <vector>

namespace siskin::score {

/// The values that are not NaN, in their order.
std::vector<double> defined_values(const std::vector<double>& values);

double standard_deviation(const std::vector<double>& values);  ///< by n - 1; NaN for fewer than two

/// What a sample looks like. No NaN among the values; all NaN for none.
struct Description {
  std::size_t count = 0;
  double mean = 0;
  double deviation = 0;  ///< standard deviation by n - 1; NaN for fewer than two
  double minimum = 0;
  double lower_quartile = 0;  ///< as util::quantile()
  double median = 0;
  double upper_quartile = 0;
  double maximum = 0;
  double low = 0;  ///< Student's interval of the mean; NaN for fewer than two
  double high = 0;
};
Description describe(const std::vector<double>& values, double confidence);

}  // namespace siskin::score
