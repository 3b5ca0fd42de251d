#pragma once

#include <ATen/core/Tensor.h>

namespace siskin::train {

/// Smoothness prior of Tseng et al. 2020 for tracks (N,L): sum of |a_(i+1) - a_i|; result (N).
at::Tensor total_variation_loss(const at::Tensor& track_nl);

/// Sparsity prior of Tseng et al. 2020 for non-negative tracks (N,L): minus the sum of |a_i - a_j|
/// over all pairs (i,j) divided by L sum a, which is minus twice the Gini index; result (N), 0 for
/// a track of zeros.
at::Tensor gini_loss(const at::Tensor& track_nl);

}  // namespace siskin::train
