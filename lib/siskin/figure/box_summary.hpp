#pragma once

#include <vector>

namespace siskin::figure {

/// What a box plot shows (Tukey 1977): median, quartiles, and whiskers to the last values within
/// 1.5 interquartile ranges of the box.
struct BoxSummary {
  double whisker_low = 0;
  double quartile_low = 0;
  double median = 0;
  double quartile_high = 0;
  double whisker_high = 0;
};

/// Quantile q (0..1) of sorted values by linear interpolation between order statistics (type 7 of
/// Hyndman & Fan 1996, the default of R and NumPy). `sorted` is not empty.
double quantile(const std::vector<double>& sorted, double q);

/// Throws Error for no values.
BoxSummary summarise(std::vector<double> values);

}  // namespace siskin::figure
