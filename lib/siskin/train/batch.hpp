#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "siskin/data/example_set.hpp"
#include "siskin/seq/one_hot.hpp"

namespace siskin::train {

/// Examples as tensors; what a set does not have is undefined.
struct Batch {
  at::Tensor onehot_ncl;     ///< (N,4,L) float32
  at::Tensor labels_nt;      ///< (N,tasks) float32; NaN: unknown
  at::Tensor profiles_ntos;  ///< (N,tasks,positions,strands) float32 counts
  at::Tensor controls_ncl;   ///< (N,controls,L) float32 counts
  at::Tensor positive_n;     ///< (N) bool

  std::int64_t rows() const { return onehot_ncl.size(0); }
};

/// Tensors on the CPU.
Batch make_batch(const data::Examples& examples, const data::Shape& shape,
                 seq::Ambiguous ambiguous);
/// The same on another device; a batch that is there already is not copied.
Batch to_device(const Batch& batch, const std::string& device);

}  // namespace siskin::train
