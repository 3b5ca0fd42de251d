#pragma once

#include <ATen/core/Tensor.h>

#include "siskin/kernel/convolution.hpp"

namespace siskin::kernel {

/// Whether convolve_narrow() is the faster way: few filters, wide, one group.
bool is_narrow(const Convolution& convolution);

/// A convolution with few filters, as profile heads have them (2 of width 75). Routines made for
/// many filters leave most of a vector empty then: 1,310 ms for 64 x 2,114 positions of 66
/// channels, forward and backward. Here all products of a position with the kernel's columns are
/// one matrix product, and the result is a sum along its diagonals: 260 ms. As convolve()
/// otherwise.
at::Tensor convolve_narrow(const Convolution& convolution, const at::Tensor& x_nlc);

}  // namespace siskin::kernel
