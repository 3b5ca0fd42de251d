#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/gradient/path_nodes.hpp"
#include "siskin/gradient/saliency.hpp"

namespace siskin::gradient {

struct PathOptions {
  PathRule rule = PathRule::kMiddle;
  std::int64_t steps = 50;
  /// Steps are doubled until |residual| <= tolerance for every reference, or max_steps would be
  /// passed; without it there are `steps`.
  std::optional<double> tolerance;
  std::int64_t max_steps = 6400;
  /// Rows given to the model at once; several steps, references and sequences share a batch.
  std::int64_t batch_size = 256;
  /// Subtract the mean over the four channels from the gradient before anything else is done.
  bool center = false;
};

struct PathAttribution {
  at::Tensor map_ncl;               ///< (N,4,L) float32 on the CPU
  at::Tensor score_n;               ///< (N) float64: f(x)
  std::vector<double> residual;     ///< see integrated_gradients
  std::vector<std::int64_t> steps;  ///< steps taken, the largest over the references
};

/// Integrated gradients (Sundararajan, Taly & Yan 2017, "Axiomatic attribution for deep networks",
/// eq. 1): (x - x') times the mean gradient along the straight line from a reference x' to x,
/// averaged over the references (expected gradients: Erion et al. 2021). onehot_ncl (N,4,L),
/// references_nrcl (N,R,4,L), R >= 1.
///
/// The map holds contributions; their sum over all cells is f(x) - mean f(x') but for the error of
/// the sum, and `residual` is that error, before centering: sum(map) - (f(x) - mean f(x')).
PathAttribution integrated_gradients(model::Model& model, const at::Tensor& onehot_ncl,
                                     const at::Tensor& references_nrcl, const Target& target,
                                     const PathOptions& options);

/// The mean gradient along the same paths without the factor (x - x'), averaged over the
/// references: what Koo & Ploenzke 2021 ("Improving representations of genomic sequence motifs in
/// convolutional networks with exponential activations") call integrated gradients, there with 20
/// left steps and 10 shuffled references. A gradient, so it has no residual and no tolerance:
/// `residual` is empty.
PathAttribution mean_gradient(model::Model& model, const at::Tensor& onehot_ncl,
                              const at::Tensor& references_nrcl, const Target& target,
                              const PathOptions& options);

}  // namespace siskin::gradient
