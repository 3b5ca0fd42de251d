#pragma once

#include <cstdint>
#include <string>

#include "siskin/seq/one_hot.hpp"
#include "siskin/train/optimiser_settings.hpp"
#include "siskin/train/schedule.hpp"

namespace siskin::train {

/// How training goes. The defaults are the recipe of Koo & Ploenzke 2021 (Methods; reference
/// implementation in Keras): Adam with epsilon 1e-7, batches of 100, learning rate times 0.2 after
/// 5 epochs without gain, early stopping after 20. They analyse the last weights; here the best are
/// the default.
struct TrainingSettings {
  std::int64_t epochs = 100;
  std::int64_t patience = 20;  ///< 0: never stop early
  std::string monitor;  ///< validation metric that decides; empty: the set's first, see Monitor
  std::int64_t batch_size = 100;
  OptimiserSettings optimiser;
  RateSettings rate;
  double clip_norm = 0;      ///< largest norm of the gradient; 0: as it is
  std::int64_t burn_in = 0;  ///< first epochs in evaluation mode (Labelson, Tripathy & Koo 2021)
  double burn_in_rate = 1e-3;
  bool keep_best = true;  ///< weights of the epoch with the best validation metric, else the last
  std::uint64_t seed = 1;
  seq::Ambiguous ambiguous = seq::Ambiguous::kZero;
  std::string device = "cpu";
};

}  // namespace siskin::train
