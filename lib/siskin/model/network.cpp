#include "siskin/model/network.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <utility>

#include "siskin/model/build_network.hpp"

namespace siskin::model {

Network::Network(const Architecture& architecture, torch::jit::Module module)
    : module_(std::move(module)) {
  std::size_t i = 0;
  for (const auto& child : module_.named_children()) {
    if (i == architecture.layers.size()) break;  // the output layer
    trunk_.push_back({child.name, architecture.layers[i++], child.value});
  }
}

Network::Network(torch::jit::Module module) : module_(std::move(module)) {}

at::Tensor Network::run_trunk(std::size_t first, std::size_t last, at::Tensor x) const {
  for (std::size_t i = first; i < last; ++i) {
    auto layer = trunk_[i].module;
    x = layer.forward({x}).toTensor();
  }
  return x;
}

Outputs Network::run_heads(const at::Tensor& trunk_output, const at::Tensor&) const {
  auto head = module_.attr("output").toModule();
  Outputs outputs;
  outputs.values_nt = head.forward({trunk_output}).toTensor();
  return outputs;
}

Outputs Network::forward(const at::Tensor& onehot_ncl, const at::Tensor& control_ncl) const {
  if (trunk_.empty()) {
    auto module = module_;
    Outputs outputs;
    const auto values = module.forward({onehot_ncl}).toTensor();
    outputs.values_nt = values.reshape({onehot_ncl.size(0), -1});
    return outputs;
  }
  const bool fast = runner_ && is_training() && !onehot_ncl.requires_grad();
  return run_heads(fast ? runner_(onehot_ncl) : run_trunk(0, trunk_.size(), onehot_ncl),
                   control_ncl);
}

std::vector<at::Tensor> Network::parameters() const {
  std::vector<at::Tensor> list;
  for (const auto& parameter : module_.parameters()) list.push_back(parameter);
  return list;
}

std::vector<Network::Kernel> Network::kernels() const {
  std::vector<Kernel> kernels;
  for (const auto& child : module_.named_children()) {
    if (child.name == "output" || !child.value.hasattr("weight")) continue;
    const auto weight = child.value.attr("weight").toTensor();
    if (weight.dim() > 1) kernels.push_back({child.name, weight});
  }
  return kernels;
}

}  // namespace siskin::model
