#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "siskin/kernel/convolution.hpp"
#include "siskin/kernel/stage.hpp"

namespace siskin::kernel {

struct Dense {
  at::Tensor weight_ui;  ///< (units, inputs)
  at::Tensor bias;       ///< (units) or undefined
};

struct DropoutLayer {
  double rate = 0;
};

/// Maximum over windows with stride = width.
struct MaxPool {
  std::int64_t width = 1;
  bool same_padding = false;  ///< as of Stage
};

/// (C,L) to one axis, channel by channel.
struct Flatten {};

/// Any other layer, on data as LibTorch has them: (N,C,L), or (N,features).
struct OtherLayer {
  std::function<at::Tensor(const at::Tensor&)> run;
};

struct ResidualLayer;

/// A layer with its parameters, which are shared with whoever made it, not copied.
using Layer = std::variant<Convolution, Dense, BatchNorm, Activation, DropoutLayer, MaxPool,
                           Flatten, OtherLayer, ResidualLayer>;

/// x + f(x); where f loses positions, x is cropped centrally to those that are left.
struct ResidualLayer {
  std::vector<Layer> layers;
};

/// Layers one after another in training mode, those between two products put together to stages.
/// Gradients of first order.
class Sequence {
 public:
  explicit Sequence(const std::vector<Layer>& layers);

  /// (N,C,L), float on the CPU, to (N,C',L') or, behind a Flatten, (N,features). The layout in
  /// memory is the implementation's.
  at::Tensor run(const at::Tensor& x_ncl) const;

  /// What is carried out, in order: stages, and single layers.
  struct Nested {
    std::shared_ptr<const Sequence> inside;
  };
  using Step = std::variant<Stage, Convolution, Dense, Flatten, OtherLayer, Nested>;
  const std::vector<Step>& steps() const { return steps_; }

 private:
  at::Tensor run_steps(at::Tensor x, const at::Tensor& residual) const;

  std::vector<Step> steps_;
};

}  // namespace siskin::kernel
