#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "siskin/model/network.hpp"
#include "siskin/train/batch.hpp"

namespace siskin::train {

/// The baseline of profile models: the mean profile of the training peaks, and their mean log
/// count, for every sequence.
class MeanProfile {
 public:
  /// `per_task`: one count for both strands of a task, as the network that is judged predicts; the
  /// strands then keep their share, else each is scaled for itself.
  explicit MeanProfile(bool per_task) : per_task_(per_task) {}

  /// Takes up the positive examples of a batch, each scaled to sum 1 where it has reads.
  void add(const Batch& batch);
  /// What it predicts for `rows` sequences. Throws Error when no positive example was seen.
  model::Outputs predict(std::int64_t rows) const;

 private:
  bool per_task_;
  at::Tensor profile_sum_tos_;
  at::Tensor log_count_sum_c_;
  std::int64_t examples_ = 0;
};

}  // namespace siskin::train
