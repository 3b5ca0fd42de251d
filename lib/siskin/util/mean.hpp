#pragma once

#include <vector>

namespace siskin::util {

/// NaN for none.
double mean(const std::vector<double>& values);

/// Sum of weight times value over the sum of the weights (none negative); NaN where that is 0.
double weighted_mean(const std::vector<double>& values, const std::vector<double>& weights);

}  // namespace siskin::util
