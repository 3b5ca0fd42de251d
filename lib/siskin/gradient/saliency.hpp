#pragma once

#include <ATen/core/Tensor.h>

#include "siskin/gradient/explanation.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

/// Saliency (Simonyan, Vedaldi & Zisserman 2013, "Deep inside convolutional networks"): the
/// derivative of each output with respect to all four channels of every position, for the bases
/// that are there and for those that are not. One forward pass. Throws Error when the model has no
/// derivative.
Explanation saliency(const model::Function& function, const Batch& batch);

/// Subtracts the mean over the four channels at each position (Majdandzic, Rajesh & Koo 2023,
/// "Correcting gradient-based interpretations of deep neural networks for genomics"): one-hot
/// sequences live on a simplex, and what points away from it is noise. (...,4,L) -> (...,4,L).
at::Tensor centered(const at::Tensor& map);

}  // namespace siskin::gradient
