#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>

namespace siskin::kernel {

enum class Activation { kNone, kRelu, kExponential };

/// Batch norm with the statistics of the batch. The running statistics are updated in place.
struct BatchNorm {
  at::Tensor weight;
  at::Tensor bias;
  at::Tensor running_mean;
  at::Tensor running_variance;
  double epsilon = 1e-3;
  double momentum = 0.01;  ///< weight of the batch in the running statistics
};

/// What follows a convolution or dense layer up to the next: each part may be missing, all that are
/// there are carried out in one pass through memory (two with batch norm).
struct Stage {
  std::optional<BatchNorm> batch_norm{};
  Activation activation = Activation::kNone;
  bool activation_first = false;  ///< in front of the batch norm, not behind it
  double dropout = 0;             ///< rate
  std::int64_t pool_width = 1;    ///< of a max-pool with stride = width; 1: none
  bool pool_same = false;         ///< keeps incomplete windows (padding as TensorFlow does)

  bool empty() const {
    return !batch_norm && activation == Activation::kNone && dropout == 0 && pool_width == 1;
  }
};

/// Carries a stage out in training mode on `x_nlc` (N,L,C), float on the CPU, and adds
/// `residual_nlc` (of the same shape; undefined: nothing), which a stage that pools cannot have.
/// Returns (N,windows,C). Gradients of first order go to x, the residual, and the weight and bias
/// of the batch norm. The result does not depend on the number of threads. Throws Error when batch
/// norm has a single value a channel.
at::Tensor run_stage(const Stage& stage, const at::Tensor& x_nlc,
                     const at::Tensor& residual_nlc = {});

}  // namespace siskin::kernel
