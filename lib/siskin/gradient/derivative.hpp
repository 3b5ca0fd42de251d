#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "siskin/model/function.hpp"

namespace siskin::gradient {

/// The K derivatives of outputs (N,K) by each of `inputs`, whose first dimension are the N rows:
/// (N,K,...) in the inputs' type, without a graph. One backward pass an output: rows do not depend
/// on each other, so the sum of a column has the derivatives of all its rows. Zero where an output
/// does not depend on an input. Throws Error, naming the function's model, when the outputs have no
/// graph or the pass fails.
std::vector<at::Tensor> derivatives(const model::Function& function, const at::Tensor& output_nk,
                                    const std::vector<at::Tensor>& inputs);

struct Derivative {
  at::Tensor output_nk;      ///< (N,K) in the model's type on its device, no graph
  at::Tensor gradient_nkcl;  ///< (N,K,4,L), likewise
};

/// The function and its derivative at input_ncl (N,4,L), any type and device. Throws Error, naming
/// the model, when it has no derivative.
Derivative differentiate(const model::Function& function, const at::Tensor& input_ncl);

/// f(x) without a graph, (N,K) float64 on the CPU; at most batch_size rows at once.
at::Tensor predict(const model::Function& function, const at::Tensor& input_ncl,
                   std::int64_t batch_size);

/// A plain copy or the tensor itself: on the CPU, contiguous, without a graph.
at::Tensor on_cpu(const at::Tensor& tensor, at::ScalarType type);

/// Hypothetical contributions H[c,l] = sum_c' (1[c'=c] - x'[c',l]) m[c',l] of multipliers
/// m (...,4,L) against references x' that broadcast to them.
at::Tensor hypothetical(const at::Tensor& multiplier, const at::Tensor& reference);

}  // namespace siskin::gradient
