#pragma once

#include <cstdint>
#include <string>

#include "siskin/seq/one_hot.hpp"
#include "siskin/train/loss.hpp"

namespace siskin::train {

/// The recipe of Koo & Ploenzke 2021 (Methods; reference implementation in Keras): Adam with
/// epsilon 1e-7, batches of 100, learning rate times 0.2 after 5 epochs without gain, early
/// stopping after 20, L2 of 1e-6 on the kernels. They analyse the last weights; here the best are
/// the default.
struct TrainingSettings {
  Loss loss = Loss::kBinaryCrossEntropy;
  std::int64_t epochs = 100;
  std::int64_t patience = 20;
  std::int64_t batch_size = 100;
  double learning_rate = 1e-3;
  double l2 = 1e-6;
  bool keep_best = true;  ///< weights of the epoch with the best validation metric, else the last
  std::uint64_t seed = 1;
  seq::Ambiguous ambiguous = seq::Ambiguous::kZero;
  std::string device = "cpu";
};

}  // namespace siskin::train
