#include "siskin/score/running_mean.hpp"

#include <cmath>
#include <limits>

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void RunningMean::add(double value) {
  if (std::isnan(value)) return;
  ++count_;
  const double distance = value - mean_;
  mean_ += distance / static_cast<double>(count_);
  squares_ += distance * (value - mean_);
}

double RunningMean::mean() const { return count_ == 0 ? kNan : mean_; }

double RunningMean::standard_error() const {
  if (count_ < 2) return kNan;
  const auto count = static_cast<double>(count_);
  return std::sqrt(squares_ / (count - 1) / count);
}

}  // namespace siskin::score
