#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

#include "siskin/train/objective_settings.hpp"

namespace siskin::train {

/// Inputs near `input_ncl` (N,4,L) with a larger loss: the fast gradient sign method (Goodfellow,
/// Shlens & Szegedy 2015; one step of epsilon), or projected gradient steps (Madry et al. 2018)
/// from the input itself, each clipped to epsilon around it entry by entry; not to 0..1. Unsigned
/// steps go along the gradient of each example's own loss.
/// `mean_loss` maps inputs to the mean loss over examples. Parameters' grads are not touched.
at::Tensor attacked(const AttackSettings& settings, const at::Tensor& input_ncl,
                    const std::function<at::Tensor(const at::Tensor&)>& mean_loss);

}  // namespace siskin::train
