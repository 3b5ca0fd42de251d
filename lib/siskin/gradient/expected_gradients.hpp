#pragma once

#include <cstdint>

#include "siskin/gradient/explanation.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

struct SampleOptions {
  std::int64_t samples = 50;  ///< pairs (reference, point) a sequence
  double deviation = 0;       ///< gradient_shap: of the normal noise on every cell of x
  std::uint64_t seed = 1;
  std::int64_t batch_size = 256;  ///< rows given to the model at once
  bool center = false;            ///< as in PathOptions
  bool hypothetical = false;      ///< as in PathOptions
};

/// Expected gradients (Erion et al. 2021, "Improving performance of deep learning models with
/// axiomatic attribution priors and expected gradients", eq. 3): the mean over samples of
/// (x - x') df/dx at x' + t (x - x'), x' drawn from the batch's references and t uniform in [0,1).
/// Each sequence draws from the stream (seed, number).
///
/// The sums are those of the mean map, against one reference: reference_prediction is the mean of
/// f(x') over the references drawn, as often as each was drawn. Their residual shrinks as
/// 1/sqrt(samples).
Explanation expected_gradients(const model::Function& function, const Batch& batch,
                               const SampleOptions& options);

/// GradientSHAP (Lundberg & Lee 2017; the form of Captum): the same with the gradient taken at
/// x' + t (x + noise - x'), normal noise of options.deviation.
Explanation gradient_shap(const model::Function& function, const Batch& batch,
                          const SampleOptions& options);

}  // namespace siskin::gradient
