#include "siskin/gradient/derivative.hpp"

#include <torch/torch.h>

#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {

using torch::Tensor;

std::vector<Tensor> derivatives(const Tensor& output_nk, const std::vector<Tensor>& inputs) {
  const auto outputs = output_nk.size(1);
  std::vector<std::vector<Tensor>> found(inputs.size());
  for (std::int64_t k = 0; k < outputs; ++k) {
    const auto one = torch::autograd::grad({output_nk.select(1, k).sum()}, inputs,
                                           /*grad_outputs=*/{}, /*retain_graph=*/k + 1 < outputs,
                                           /*create_graph=*/false, /*allow_unused=*/true);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      found[i].push_back(one[i].defined() ? one[i] : torch::zeros_like(inputs[i]));
    }
  }
  std::vector<Tensor> result;
  for (const auto& parts : found) {
    result.push_back(outputs == 1 ? parts[0].unsqueeze(1) : torch::stack(parts, 1));
  }
  return result;
}

Derivative differentiate(const model::Function& function, const Tensor& input_ncl) {
  const torch::AutoGradMode with_grad(true);
  const auto leaf_ncl = function.to_model(input_ncl).detach().requires_grad_(true);
  // A model may overwrite what it is given, which autograd forbids for the leaf itself.
  const auto output_nk = function.forward(leaf_ncl.clone());
  const auto& path = function.model().path();
  if (!output_nk.requires_grad()) {
    throw Error(path + ": its output has no derivative by the sequence");
  }
  try {
    return {output_nk.detach(), derivatives(output_nk, {leaf_ncl})[0]};
  } catch (const std::exception& error) {
    throw Error(path + ": the derivative fails: " + model::torch_message(error));
  }
}

Tensor predict(const model::Function& function, const Tensor& input_ncl, std::int64_t batch_size) {
  const torch::NoGradGuard no_grad;
  std::vector<Tensor> parts;
  for (const auto& part : input_ncl.split(batch_size)) {
    parts.push_back(on_cpu(function.forward(part), torch::kDouble));
  }
  return torch::cat(parts);
}

Tensor on_cpu(const Tensor& tensor, at::ScalarType type) {
  return tensor.detach().to(torch::kCPU, type).contiguous();
}

Tensor hypothetical(const Tensor& multiplier, const Tensor& reference) {
  return multiplier - (multiplier * reference).sum(/*dim=*/-2, /*keepdim=*/true);
}

}  // namespace siskin::gradient
