#include "siskin/train/schedule.hpp"

#include <algorithm>

namespace siskin::train {

double PlateauSchedule::next_rate(double metric) {
  if (metric > best_ + settings_.min_delta) {
    best_ = metric;
    waited_ = 0;
    return rate_;
  }
  if (++waited_ >= settings_.patience) {
    rate_ = std::max(rate_ * settings_.factor, settings_.min_rate);
    waited_ = 0;
  }
  return rate_;
}

bool EarlyStopping::stop_after(double metric) {
  if (metric > best_) {
    best_ = metric;
    waited_ = 0;
    return false;
  }
  return ++waited_ >= patience_;
}

}  // namespace siskin::train
