#pragma once

#include "siskin/model/network.hpp"

namespace siskin::train {

/// Puts a network into evaluation mode for the time it lives, also when an exception ends it.
class EvaluationMode {
 public:
  explicit EvaluationMode(model::Network& network)
      : network_(network), training_(network.is_training()) {
    network_.set_training(false);
  }
  ~EvaluationMode() { network_.set_training(training_); }
  EvaluationMode(const EvaluationMode&) = delete;
  EvaluationMode& operator=(const EvaluationMode&) = delete;

 private:
  model::Network& network_;
  bool training_;
};

}  // namespace siskin::train
