#pragma once

#include <cstdint>
#include <limits>

namespace siskin::train {

/// Lowers the learning rate when a metric, larger is better, has not grown by more than `min_delta`
/// for `patience` epochs (ReduceLROnPlateau of Keras, mode max, cooldown 0).
class PlateauSchedule {
 public:
  struct Settings {
    double factor = 0.2;
    std::int64_t patience = 5;
    double min_delta = 1e-4;
    double min_rate = 1e-7;
  };
  PlateauSchedule(double rate, const Settings& settings) : rate_(rate), settings_(settings) {}
  explicit PlateauSchedule(double rate) : PlateauSchedule(rate, Settings()) {}

  /// Takes the metric of an epoch and gives the rate of the next. NaN counts as no growth.
  double next_rate(double metric);
  double rate() const { return rate_; }

 private:
  double rate_;
  Settings settings_;
  double best_ = -std::numeric_limits<double>::infinity();
  std::int64_t waited_ = 0;
};

/// Says when a metric, larger is better, has not grown for `patience` epochs (EarlyStopping of
/// Keras).
class EarlyStopping {
 public:
  explicit EarlyStopping(std::int64_t patience) : patience_(patience) {}

  /// True when training shall stop after this epoch.
  bool stop_after(double metric);
  /// True when the last metric was the best so far.
  bool improved() const { return waited_ == 0; }

 private:
  std::int64_t patience_;
  double best_ = -std::numeric_limits<double>::infinity();
  std::int64_t waited_ = 0;
};

}  // namespace siskin::train
