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

/// Throws Error for no values.
BoxSummary summarise(std::vector<double> values);

}  // namespace siskin::figure
