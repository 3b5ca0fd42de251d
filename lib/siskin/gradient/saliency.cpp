#include "siskin/gradient/saliency.hpp"

#include <torch/torch.h>

#include <string>

#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

torch::Tensor select(const model::Model& model, const torch::Tensor& output_no,
                     std::int64_t index) {
  if (index >= output_no.size(1)) {
    throw Error(model.path() + ": has " + std::to_string(output_no.size(1)) +
                " outputs (counted from 0), so there is no --target " + std::to_string(index));
  }
  return output_no.select(1, index);
}

torch::Tensor derivative(const model::Model& model, const torch::Tensor& score_n,
                         const torch::Tensor& input_ncl) {
  if (!score_n.requires_grad()) {
    throw Error(model.path() + ": its output has no derivative by the sequence");
  }
  try {
    const auto found = torch::autograd::grad({score_n.sum()}, {input_ncl}, /*grad_outputs=*/{},
                                             /*retain_graph=*/c10::nullopt, /*create_graph=*/false,
                                             /*allow_unused=*/true);
    return found[0].defined() ? found[0] : torch::zeros_like(input_ncl);
  } catch (const std::exception& error) {
    throw Error(model.path() + ": the derivative fails: " + model::torch_message(error));
  }
}

torch::Tensor on_cpu(const torch::Tensor& tensor, torch::ScalarType type) {
  return tensor.detach().to(torch::kCPU, type).contiguous();
}

}  // namespace

at::Tensor target_scores(model::Model& model, const at::Tensor& onehot_ncl, const Target& target) {
  const torch::NoGradGuard no_grad;
  const auto output_no = model.forward(onehot_ncl, target.space);
  return on_cpu(select(model, output_no, target.index), torch::kDouble);
}

Gradient gradient(model::Model& model, const at::Tensor& onehot_ncl, const Target& target) {
  const torch::AutoGradMode with_grad(true);
  const auto input_ncl = onehot_ncl.detach().clone().requires_grad_(true);
  const auto score_n = select(model, model.forward(input_ncl, target.space), target.index);
  return {on_cpu(score_n, torch::kDouble),
          on_cpu(derivative(model, score_n, input_ncl), torch::kFloat)};
}

at::Tensor centered(const at::Tensor& map_ncl) {
  return map_ncl - map_ncl.mean(/*dim=*/1, /*keepdim=*/true);
}

}  // namespace siskin::gradient
