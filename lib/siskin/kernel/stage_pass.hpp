#pragma once

#include <cstdint>
#include <vector>

#include "siskin/kernel/dropout.hpp"
#include "siskin/kernel/stage.hpp"
#include "siskin/kernel/tile.hpp"

namespace siskin::kernel {

/// The loops of a stage over plain arrays: what run_stage() is made of.
struct StagePass {
  std::int64_t samples = 0;
  std::int64_t length = 0;
  std::int64_t channels = 0;
  Activation activation = Activation::kNone;
  bool activation_first = false;
  bool normalises = false;
  Dropout dropout{};
  PoolShape pool{};
  // Of the batch norm, one a channel.
  std::vector<float> mean{};
  std::vector<float> inverse_deviation{};
  std::vector<float> scale{};  ///< weight / deviation
  std::vector<float> shift{};  ///< bias

  bool pools() const { return pool.width > 1; }
  std::int64_t rows() const { return samples * length; }
};

struct ChannelSums {
  std::vector<double> first{};
  std::vector<double> second{};
};

/// Mean and sum of squared deviations of the batch norm's input.
ChannelSums batch_moments(const StagePass& pass, const float* x);

/// `residual` and `places` (of maxima) may be null.
void run_forward(const StagePass& pass, const float* x, const float* residual, float* y,
                 std::int32_t* places);

/// Sums over the batch of the gradient behind the batch norm, and of it times (input - mean).
ChannelSums gradient_sums(const StagePass& pass, const float* x, const float* dy,
                          const std::int32_t* places);

/// The gradient by x; `sums` of gradient_sums(), empty without batch norm.
void run_backward(const StagePass& pass, const float* x, const float* dy,
                  const std::int32_t* places, const ChannelSums& sums, float* dx);

}  // namespace siskin::kernel
