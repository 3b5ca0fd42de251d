#include "siskin/train/schedule.hpp"

#include <algorithm>
#include <cmath>

namespace siskin::train {
namespace {

constexpr double kPi = 3.14159265358979323846;

}  // namespace

LearningRate::LearningRate(const RateSettings& settings) : settings_(settings) {
  state_.rate = settings.initial;
}

void LearningRate::end_epoch(double metric) {
  const auto done = ++state_.epochs_done;
  const double part = static_cast<double>(done) / static_cast<double>(settings_.epochs);
  switch (settings_.rule) {
    case RateRule::kConstant:
      break;
    case RateRule::kPlateau:
      state_.rate = plateau_rate(metric);
      break;
    case RateRule::kCosine:
      state_.rate = settings_.lowest + (settings_.initial - settings_.lowest) *
                                           (1 + std::cos(kPi * std::min(part, 1.0))) / 2;
      break;
    case RateRule::kStep:
      state_.rate = step_rate(done / settings_.patience);
      break;
  }
}

double LearningRate::step_rate(std::int64_t steps) const {
  return std::max(settings_.initial * std::pow(settings_.factor, static_cast<double>(steps)),
                  settings_.lowest);
}

double LearningRate::plateau_rate(double metric) {
  auto& plateau = state_.plateau;
  if (metric > plateau.best + settings_.min_delta) {
    plateau = {metric, 0};
    return state_.rate;
  }
  if (++plateau.waited < settings_.patience) return state_.rate;
  plateau.waited = 0;
  return std::max(state_.rate * settings_.factor, settings_.lowest);
}

bool EarlyStopping::stop_after(double metric) {
  if (metric > state_.best) {
    state_ = {metric, 0};
    return false;
  }
  ++state_.waited;
  return patience_ > 0 && state_.waited >= patience_;
}

}  // namespace siskin::train
