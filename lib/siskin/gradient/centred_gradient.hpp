#pragma once

#include "siskin/gradient/explanation.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

/// The reference-centred gradient h[b,l] = g[b,l] - sum_c g[c,l] p[c,l], g the gradient at the
/// sequence and p the mean of its references. It is what the code of Tseng, Shrikumar & Kundaje
/// 2020 ("Fourier-transform-based attribution priors improve the interpretability and stability of
/// deep learning models for genomics") computes under the name DeepSHAP, whose hooks do not reach
/// the network; it has no completeness, so there are no sums.
Explanation reference_centred_gradient(const model::Function& function, const Batch& batch);

}  // namespace siskin::gradient
