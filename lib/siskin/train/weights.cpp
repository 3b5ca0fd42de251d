#include "siskin/train/weights.hpp"

#include <torch/torch.h>

#include <cstddef>

#include "siskin/util/error.hpp"

namespace siskin::train {
namespace {

std::vector<at::Tensor> tensors_of(const torch::jit::Module& network) {
  std::vector<at::Tensor> tensors;
  for (const auto& tensor : network.parameters()) tensors.push_back(tensor);
  for (const auto& tensor : network.buffers()) tensors.push_back(tensor);
  return tensors;
}

}  // namespace

void Weights::take(const torch::jit::Module& network) {
  const torch::NoGradGuard no_grad;
  saved_.clear();
  for (const auto& tensor : tensors_of(network)) saved_.push_back(tensor.detach().clone());
}

void Weights::restore(const torch::jit::Module& network) const {
  const torch::NoGradGuard no_grad;
  const auto tensors = tensors_of(network);
  bool fits = tensors.size() == saved_.size();
  for (std::size_t i = 0; fits && i < tensors.size(); ++i) {
    fits = tensors[i].sizes() == saved_[i].sizes();
  }
  if (!fits) throw Error("the saved weights belong to another network");
  for (std::size_t i = 0; i < tensors.size(); ++i) tensors[i].copy_(saved_[i]);
}

}  // namespace siskin::train
