#pragma once

#include <cstddef>
#include <vector>

#include "siskin/train/evaluation.hpp"
#include "siskin/train/output_range.hpp"

namespace siskin::train {

/// Metrics of predicted labels, each the mean over the tasks that have one, labels of NaN left out:
/// auroc and aupr (trapezoid) for classes, pearson and spearman for numbers. NaN when no task has
/// one (a single class, say). All outputs stay in memory, for the ranking needs them.
class LabelEvaluation : public Evaluation {
 public:
  LabelEvaluation(std::size_t tasks, bool classes) : classes_(classes), tasks_(tasks) {}

  void add(const model::Outputs& outputs, const Batch& batch) override;
  Metrics finish() const override;
  bool is_constant() const override;

 private:
  struct Task {
    std::vector<double> outputs;
    std::vector<double> labels;
  };

  bool classes_;
  std::vector<Task> tasks_;  // what is known of each
  OutputRange range_;
};

}  // namespace siskin::train
