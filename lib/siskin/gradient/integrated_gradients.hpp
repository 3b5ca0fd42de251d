#pragma once

#include <cstdint>
#include <optional>

#include "siskin/gradient/explanation.hpp"
#include "siskin/gradient/path_nodes.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

struct PathOptions {
  PathRule rule = PathRule::kMiddle;
  std::int64_t steps = 50;
  /// Steps are doubled until |residual| / max(sum of |contributions|, 1e-6) <= tolerance for every
  /// output of a pair of sequence and reference, or max_steps would be passed; without it there are
  /// `steps`.
  std::optional<double> tolerance;
  std::int64_t max_steps = 6400;
  /// Rows given to the model at once; several steps, references and sequences share a batch.
  std::int64_t batch_size = 256;
  /// Subtract the mean over the four channels from the gradient before anything else is done.
  bool center = false;
  /// Hypothetical contributions H[c,l] = sum_c' (1[c'=c] - x'[c',l]) m[c',l] in place of
  /// (x - x') m, m being the mean gradient: what each base would contribute in its place.
  bool hypothetical = false;
};

/// Integrated gradients (Sundararajan, Taly & Yan 2017, "Axiomatic attribution for deep networks",
/// eq. 1): (x - x') times the mean gradient along the straight line from a reference x' to x,
/// averaged over the references. Sums and magnitudes of each pair are reported; a sum misses
/// f(x) - f(x') by the error of the integration alone.
Explanation integrated_gradients(const model::Function& function, const Batch& batch,
                                 const PathOptions& options);

/// The mean gradient along the same paths without the factor (x - x'), averaged over the
/// references: what Koo & Ploenzke 2021 ("Improving representations of genomic sequence motifs in
/// convolutional networks with exponential activations") call integrated gradients, there with 20
/// left steps and 10 shuffled references. A gradient, so there are no sums, no tolerance and
/// nothing hypothetical.
Explanation mean_gradient(const model::Function& function, const Batch& batch,
                          const PathOptions& options);

}  // namespace siskin::gradient
