#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

namespace siskin::blackbox {

/// Mean and standard deviation of what is added one by one (Welford 1962).
class Moments {
 public:
  void add(double value) {
    ++count_;
    const double step = value - mean_;
    mean_ += step / static_cast<double>(count_);
    squares_ += step * (value - mean_);
  }

  std::size_t count() const { return count_; }
  /// NaN of nothing.
  double mean() const { return count_ > 0 ? mean_ : std::numeric_limits<double>::quiet_NaN(); }
  /// With n - 1; NaN of fewer than two.
  double deviation() const {
    if (count_ < 2) return std::numeric_limits<double>::quiet_NaN();
    return std::sqrt(squares_ / static_cast<double>(count_ - 1));
  }
  /// Standard error of the mean.
  double error() const { return deviation() / std::sqrt(static_cast<double>(count_)); }

 private:
  std::size_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace siskin::blackbox
