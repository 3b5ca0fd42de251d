#pragma once

#include <cstddef>
#include <vector>

#include "siskin/figure/line_chart.hpp"

namespace siskin::figure {

/// The mean of several curves at one x.
struct MeanPoint {
  double x = 0;
  double mean = 0;
  double deviation = 0;  ///< standard deviation (n - 1); NaN for one curve
  double error = 0;      ///< of the mean: deviation / root of n
  std::size_t count = 0;
};

/// At every x of any of the curves, the mean over those that reach there, each taken along straight
/// lines between its points. Points may stand in any order; those of a curve at the same x count as
/// their mean, those without x or y for nothing.
std::vector<MeanPoint> mean_curve(const std::vector<Curve>& curves);

}  // namespace siskin::figure
