#pragma once

#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/api/module.h>

#include <vector>

namespace siskin::train {

/// Copies of all parameters and buffers of a network at one moment, to go back to.
class Weights {
 public:
  Weights() = default;
  explicit Weights(std::vector<at::Tensor> saved) : saved_(std::move(saved)) {}

  void take(const torch::jit::Module& network);
  /// Throws Error when the network has other tensors than those taken.
  void restore(const torch::jit::Module& network) const;
  bool empty() const { return saved_.empty(); }
  const std::vector<at::Tensor>& tensors() const { return saved_; }

 private:
  std::vector<at::Tensor> saved_;
};

}  // namespace siskin::train
