#include "siskin/gradient/derivative.hpp"

#include <torch/torch.h>

#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {

using torch::Tensor;

namespace {

// The derivative of the sum of a column by each input.
std::vector<Tensor> column_derivatives(const Tensor& column_n, const std::vector<Tensor>& inputs,
                                       bool is_last) {
  auto found = torch::autograd::grad({column_n.sum()}, inputs, /*grad_outputs=*/{},
                                     /*retain_graph=*/!is_last, /*create_graph=*/false,
                                     /*allow_unused=*/true);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!found[i].defined()) found[i] = torch::zeros_like(inputs[i]);
  }
  return found;
}

}  // namespace

std::vector<Tensor> derivatives(const model::Function& function, const Tensor& output_nk,
                                const std::vector<Tensor>& inputs) {
  const auto& path = function.model().path();
  if (!output_nk.requires_grad()) {
    throw Error(path + ": its output has no derivative by the sequence");
  }
  const auto outputs = output_nk.size(1);
  std::vector<std::vector<Tensor>> by_input(inputs.size());
  try {
    for (std::int64_t k = 0; k < outputs; ++k) {
      const auto found = column_derivatives(output_nk.select(1, k), inputs, k + 1 == outputs);
      for (std::size_t i = 0; i < inputs.size(); ++i) by_input[i].push_back(found[i]);
    }
  } catch (const std::exception& error) {
    throw Error(path + ": the derivative fails: " + model::torch_message(error));
  }
  std::vector<Tensor> result;
  result.reserve(by_input.size());
  for (const auto& parts : by_input) {
    result.push_back(outputs == 1 ? parts[0].unsqueeze(1) : torch::stack(parts, 1));
  }
  return result;
}

Derivative differentiate(const model::Function& function, const Tensor& input_ncl) {
  const torch::AutoGradMode with_grad(true);
  const auto leaf_ncl = function.to_model(input_ncl).detach().requires_grad_(true);
  // A model may overwrite what it is given, which autograd forbids for the leaf itself.
  const auto output_nk = function.forward(leaf_ncl.clone());
  return {output_nk.detach(), derivatives(function, output_nk, {leaf_ncl})[0]};
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
