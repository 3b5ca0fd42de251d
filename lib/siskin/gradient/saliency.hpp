#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "siskin/model/model.hpp"

namespace siskin::gradient {

/// One output of a model, in one unit.
struct Target {
  std::int64_t index = 0;
  model::OutputSpace space = model::OutputSpace::kLogit;
};

struct Gradient {
  at::Tensor score_n;       ///< (N) float64 on the CPU: the target's output
  at::Tensor gradient_ncl;  ///< (N,4,L) float32 on the CPU
};

/// The target's output for each sequence, (N) float64 on the CPU, without a graph. Throws Error
/// when the model has no such output.
at::Tensor target_scores(model::Model& model, const at::Tensor& onehot_ncl, const Target& target);

/// Saliency (Simonyan, Vedaldi & Zisserman 2013, "Deep inside convolutional networks"): the
/// derivative of the target's output with respect to all four channels of every position, for the
/// bases that are there and for those that are not. One forward and one backward pass for the whole
/// batch: rows do not depend on each other, so the sum of their outputs has the same derivative.
/// Throws Error when the model has no such output, or no derivative.
Gradient gradient(model::Model& model, const at::Tensor& onehot_ncl, const Target& target);

/// Subtracts the mean over the four channels at each position (Majdandzic, Rajesh & Koo 2023,
/// "Correcting gradient-based interpretations of deep neural networks for genomics"): one-hot
/// sequences live on a simplex, and what points away from it is noise. (N,4,L) -> (N,4,L).
at::Tensor centered(const at::Tensor& map_ncl);

}  // namespace siskin::gradient
