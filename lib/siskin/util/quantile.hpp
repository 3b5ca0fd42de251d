#pragma once

#include <vector>

namespace siskin::util {

/// Quantile `fraction` (0 to 1) of values in any order, by linear interpolation between order
/// statistics (type 7 of Hyndman & Fan 1996, the default of R and NumPy); NaN for none. No NaN
/// among the values.
double quantile(std::vector<double> values, double fraction);

/// The middle value, or the mean of the two in the middle; NaN for none. No NaN among the values.
double median(std::vector<double> values);

}  // namespace siskin::util
