#pragma once

#include <cstddef>

namespace siskin::score {

/// Mean and spread of values that come one by one and are not kept (Welford 1962). NaN is a value
/// that is not defined and does not count.
class RunningMean {
 public:
  void add(double value);

  std::size_t count() const { return count_; }
  /// NaN for no value.
  double mean() const;
  /// Standard error of the mean, with the sample variance (n - 1); NaN for fewer than two values.
  double standard_error() const;

 private:
  std::size_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  ///< squared distances from the mean
};

}  // namespace siskin::score
