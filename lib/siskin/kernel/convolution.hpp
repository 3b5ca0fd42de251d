#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace siskin::kernel {

struct Convolution {
  at::Tensor weight_oik;  ///< (filters, channels / groups, width)
  at::Tensor bias;        ///< (filters) or undefined
  std::int64_t pad_left = 0;
  std::int64_t pad_right = 0;
  std::int64_t dilation = 1;
  std::int64_t groups = 1;
};

/// Convolution with stride 1 of channels-last data: `x_nlc` (N,L,C) to (N,L',filters), with
/// gradients of first order by x, weight and bias.
at::Tensor convolve(const Convolution& convolution, const at::Tensor& x_nlc);

}  // namespace siskin::kernel
