#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {

/// How the learning rate goes on from epoch to epoch.
enum class RateRule {
  kConstant,
  kPlateau,  ///< times `factor` after `patience` epochs without growth (ReduceLROnPlateau of Keras)
  kCosine,   ///< from `initial` to `lowest` over all epochs (Loshchilov & Hutter 2017, no restart)
  kStep,     ///< times `factor` every `patience` epochs
};

/// constant, plateau, cosine or step. Throws UsageError otherwise. Here and not in schedule.cpp,
/// because options are read by programs that do not link LibTorch.
inline RateRule parse_rate_rule(const std::string& word) {
  if (word == "constant") return RateRule::kConstant;
  if (word == "plateau") return RateRule::kPlateau;
  if (word == "cosine") return RateRule::kCosine;
  if (word == "step") return RateRule::kStep;
  throw UsageError("option --schedule: found " + util::quoted(word) +
                   ", expected constant, plateau, cosine or step");
}

struct RateSettings {
  RateRule rule = RateRule::kPlateau;
  double initial = 1e-3;
  double lowest = 1e-7;
  double factor = 0.2;
  std::int64_t patience = 5;  ///< epochs
  double min_delta = 1e-4;    ///< less than this is no growth
  std::int64_t epochs = 100;  ///< over which the cosine falls
};

/// Where a schedule is, to go on from later.
struct WaitState {
  double best = -std::numeric_limits<double>::infinity();
  std::int64_t waited = 0;
};

/// The learning rate, epoch by epoch.
class LearningRate {
 public:
  struct State {
    double rate = 0;
    std::int64_t epochs_done = 0;
    WaitState plateau{};
  };
  explicit LearningRate(const RateSettings& settings);

  /// Of the coming epoch.
  double rate() const { return state_.rate; }
  /// Takes the metric of a finished epoch, larger being better. NaN counts as no growth.
  void end_epoch(double metric);

  const State& state() const { return state_; }
  void restore(const State& state) { state_ = state; }

 private:
  double step_rate(std::int64_t steps) const;
  double plateau_rate(double metric);

  RateSettings settings_;
  State state_;
};

/// Says when a metric, larger is better, has not grown for `patience` epochs (EarlyStopping of
/// Keras). A patience of 0 never stops.
class EarlyStopping {
 public:
  explicit EarlyStopping(std::int64_t patience) : patience_(patience) {}

  /// True when training shall stop after this epoch.
  bool stop_after(double metric);
  /// True when the last metric was the best so far.
  bool improved() const { return state_.waited == 0; }

  const WaitState& state() const { return state_; }
  void restore(const WaitState& state) { state_ = state; }

 private:
  std::int64_t patience_;
  WaitState state_;
};

}  // namespace siskin::train
