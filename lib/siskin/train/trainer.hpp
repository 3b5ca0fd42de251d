#pragma once

#include <torch/csrc/jit/api/module.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "siskin/train/data_set.hpp"
#include "siskin/train/evaluation.hpp"
#include "siskin/train/settings.hpp"

namespace siskin::train {

/// One line of the history.
struct EpochRecord {
  std::int64_t epoch = 0;  ///< from 1
  double train_loss = 0;   ///< mean over the batches, in training mode, without the L2 term
  double valid_loss = 0;
  Metrics valid;
  double learning_rate = 0;  ///< that the epoch was trained with
};

struct TrainingResult {
  std::vector<EpochRecord> history;
  std::int64_t kept_epoch = 0;  ///< whose weights the network has
  double test_loss = 0;
  Metrics test;  ///< empty without test sequences
};

/// What the caller hears of while it waits.
struct TrainingListener {
  std::function<void(std::int64_t sequences)> batch_done = [](std::int64_t) {};
  std::function<void(const EpochRecord&)> epoch_done = [](const EpochRecord&) {};
};

/// Trains `network` in place. The early stopping metric is the validation AUROC for binary
/// cross-entropy and minus the validation loss for the squared error. The same settings, data and
/// number of threads give the same weights. Throws Error when the loss is no longer finite.
TrainingResult train_network(torch::jit::Module& network, const DataSet& data,
                             const TrainingSettings& settings, const TrainingListener& listener);

/// Outputs (N,tasks) of a network in evaluation mode, row by row.
std::vector<double> predict(torch::jit::Module& network, const LabelledSet& set,
                            const TrainingSettings& settings);

}  // namespace siskin::train
