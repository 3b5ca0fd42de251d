#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace siskin::train {

/// How the weight of a regulariser changes over the epochs (Tseng et al. 2020, annealing of the
/// attribution prior).
struct Schedule {
  enum class Shape {
    kConstant,
    kInflate,  ///< 2 / (1 + e^(-speed t)) - 1: from 0 towards 1
    kDeflate,  ///< e^(-speed t): from 1 towards 0
  };
  static constexpr double kInflateSpeed = 1;
  static constexpr double kDeflateSpeed = 0.3;

  Shape shape = Shape::kConstant;
  double speed = kInflateSpeed;
  std::int64_t first_epoch = 1;                                        ///< where t = 0; off before
  std::int64_t last_epoch = std::numeric_limits<std::int64_t>::max();  ///< off behind

  /// What the weight is multiplied by in an epoch (from 1).
  double factor(std::int64_t epoch) const {
    if (epoch < first_epoch || epoch > last_epoch) return 0;
    const double decay = std::exp(-speed * static_cast<double>(epoch - first_epoch));
    if (shape == Shape::kInflate) return 2 / (1 + decay) - 1;
    return shape == Shape::kDeflate ? decay : 1;
  }
};

/// The weight of a regulariser with its schedule; a weight of 0 switches it off.
struct Strength {
  double weight = 0;
  Schedule schedule;

  bool is_on() const { return weight != 0; }
  double at(std::int64_t epoch) const { return weight * schedule.factor(epoch); }
};

}  // namespace siskin::train
