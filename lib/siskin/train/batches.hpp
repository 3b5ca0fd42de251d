#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <vector>

#include "siskin/seq/one_hot.hpp"
#include "siskin/train/data_set.hpp"

namespace siskin::train {

/// Some sequences of a set as tensors.
struct LabelledBatch {
  at::Tensor onehot_ncl;  ///< (N,4,L) float32
  at::Tensor labels_nt;   ///< (N,tasks) float32
};

/// The sequences order[begin] .. order[begin + count - 1] of `set`, on the CPU.
LabelledBatch make_batch(const LabelledSet& set, const std::vector<std::size_t>& order,
                         std::size_t begin, std::size_t count, seq::Ambiguous ambiguous);

}  // namespace siskin::train
