#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "siskin/train/optimiser_settings.hpp"

namespace torch::serialize {
class InputArchive;
class OutputArchive;
}  // namespace torch::serialize

namespace siskin::train {

/// LibTorch's Adam, AdamW or SGD over all parameters of a network, with a learning rate and a limit
/// of the gradient that may change from step to step.
class Optimiser {
 public:
  Optimiser(std::vector<at::Tensor> parameters, const OptimiserSettings& settings);
  ~Optimiser();
  Optimiser(Optimiser&&) noexcept;
  Optimiser& operator=(Optimiser&&) noexcept;

  void zero_grad();
  void set_rate(double rate);
  /// Scales all gradients so that their joint norm is at most `norm`; 0 leaves them.
  void clip(double norm);
  void step();

  /// The state (moments, steps), not the parameters.
  void save(torch::serialize::OutputArchive& archive) const;
  void load(torch::serialize::InputArchive& archive);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::train
