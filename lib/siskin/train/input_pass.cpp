#include "siskin/train/input_pass.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "siskin/train/curvature.hpp"

namespace siskin::train {
namespace {

at::Tensor derivative(const at::Tensor& result, const at::Tensor& by, const at::Tensor& outer) {
  return torch::autograd::grad({result}, {by}, {outer}, /*retain_graph=*/true,
                               /*create_graph=*/true)[0];
}

at::Tensor new_start(const at::Tensor& tensor) {
  const auto start = tensor.detach();
  // A view of its own: the caller's tensor would require grad from now on.
  return start.view_as(start).requires_grad_();
}

// Batch norm with running statistics as the line that it is: its second derivatives then take two
// passes over the data, not a dozen.
at::Tensor normalise(const torch::jit::Module& module, double epsilon, const at::Tensor& x) {
  const auto variance = module.attr("running_var").toTensor();
  const auto scale = module.attr("weight").toTensor() * (variance + epsilon).rsqrt();
  const auto shift =
      module.attr("bias").toTensor() - module.attr("running_mean").toTensor() * scale;
  const bool flat = x.dim() == 2;
  return x * (flat ? scale : scale.unsqueeze(1)) + (flat ? shift : shift.unsqueeze(1));
}

at::Tensor run_piece(const model::Network& network, std::size_t first, std::size_t last,
                     const at::Tensor& x) {
  const auto& step = network.trunk()[first];
  const auto* const norm = std::get_if<architecture::BatchNormLayer>(&step.layer);
  if (norm != nullptr && last == first + 1) return normalise(step.module, norm->epsilon, x);
  return network.run_trunk(first, last, x);
}

}  // namespace

InputPass::InputPass(model::Outputs outputs, at::Tensor input_ncl)
    : outputs_(std::move(outputs)), starts_{std::move(input_ncl)} {}

InputPass InputPass::run(const model::Network& network, const at::Tensor& input_ncl,
                         const at::Tensor& controls_ncl, bool cut) {
  InputPass pass({}, new_start(input_ncl));
  const auto layers = network.trunk().size();
  const bool known = network.architecture().has_value() && !network.is_training();
  const auto curved =
      cut && known ? curved_layers(*network.architecture()) : std::optional<std::size_t>();
  if (!curved) {
    pass.outputs_ = network.forward(pass.input(), controls_ncl);
    return pass;
  }
  std::size_t first = 0;
  std::size_t last = std::max<std::size_t>(1, *curved);
  while (first < layers) {
    pass.ends_.push_back(run_piece(network, first, last, pass.starts_.back()));
    pass.starts_.push_back(new_start(pass.ends_.back()));
    first = last++;
  }
  pass.outputs_ = network.run_heads(pass.starts_.back(), controls_ncl);
  return pass;
}

at::Tensor InputPass::gradient(const at::Tensor& sum) const {
  auto gradient = derivative(sum, starts_.back(), {});
  for (std::size_t i = ends_.size(); i-- > 0;) {
    gradient = derivative(ends_[i], starts_[i], gradient);
  }
  return gradient;
}

}  // namespace siskin::train
