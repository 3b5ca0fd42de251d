#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "siskin/model/network.hpp"
#include "siskin/train/batch.hpp"
#include "siskin/train/objective_settings.hpp"

namespace siskin::train {

/// Names and values of what a loss consists of, in the order of the history's columns: "loss" (the
/// task's own) first, then every penalty that is on, unweighted ("fourier", "l1", ...).
using LossTerms = std::vector<std::pair<std::string, double>>;

/// Where training is.
struct StepPlace {
  std::int64_t epoch = 1;  ///< from 1
  std::int64_t step = 0;   ///< within the epoch, from 0
  std::uint64_t seed = 1;  ///< of the run: what is random derives from (seed, epoch, step)
};

/// What training minimises: the loss of the task and every regulariser, each with its weight.
class Objective {
 public:
  Objective(const ObjectiveSettings& settings, model::Network& network);
  ~Objective();

  /// Adds the gradient of the whole objective to the parameters' grad (zeroed by the caller). The
  /// network is in training mode before and after.
  LossTerms backward(const Batch& batch, const StepPlace& place);
  /// The loss of the task alone, without gradients, in the network's mode: the mean over the batch
  /// and the weight it has in a mean over batches (known labels, or rows).
  std::pair<double, double> task_loss(const model::Outputs& outputs, const Batch& batch) const;
  /// Names of the terms, as backward() gives them.
  std::vector<std::string> term_names() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::train
