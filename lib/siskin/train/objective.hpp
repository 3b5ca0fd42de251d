#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "siskin/model/network.hpp"
#include "siskin/train/batch.hpp"
#include "siskin/train/loss_terms.hpp"
#include "siskin/train/objective_settings.hpp"

namespace siskin::train {

/// What training minimises: the loss of the task and every regulariser, each with its weight.
class Objective {
 public:
  /// `network` outlives the objective. Throws UsageError for a layer that it does not have, and for
  /// mixup together with penalties on the training pass.
  Objective(const ObjectiveSettings& settings, model::Network& network);
  ~Objective();
  Objective(const Objective&) = delete;
  Objective& operator=(const Objective&) = delete;

  /// Adds the gradient of the whole objective to the parameters' grad (zeroed by the caller). The
  /// network is in training mode before and after. A penalty whose schedule has it off in this
  /// epoch is not computed and given as 0. With mixup and attacks, "loss" is that of what is
  /// trained on.
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
