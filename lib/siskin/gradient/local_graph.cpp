#include "siskin/gradient/local_graph.hpp"

#include <torch/torch.h>

namespace siskin::gradient {
namespace {

using torch::Tensor;

std::vector<Tensor> run(const model::Operation& operation, const model::Stack& arguments,
                        const std::vector<Tensor>& inputs) {
  model::Stack stack = arguments;
  model::replace_active_inputs(operation, inputs, stack);
  if (operation.in_place) stack[0] = stack[0].toTensor().clone();
  operation.evaluate(stack);
  return model::result_tensors(stack);
}

}  // namespace

std::vector<Tensor> evaluate_at(const model::Operation& operation, const model::Stack& arguments,
                                const std::vector<Tensor>& inputs) {
  const torch::NoGradGuard no_grad;
  return run(operation, arguments, inputs);
}

LocalGraph::LocalGraph(const model::Operation& operation, const model::Stack& arguments,
                       const std::vector<Tensor>& inputs) {
  const torch::AutoGradMode with_grad(true);
  for (const auto& input : inputs) {
    inputs_.push_back(input.detach());
    if (input.is_floating_point()) inputs_.back().requires_grad_(true);
  }
  outputs_ = run(operation, arguments, inputs_);
}

std::vector<Tensor> LocalGraph::pull_back(const std::vector<Tensor>& signals) const {
  std::vector<Tensor> outputs;
  std::vector<Tensor> arrived;
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    if (!signals[i].defined() || !outputs_[i].requires_grad()) continue;
    outputs.push_back(outputs_[i]);
    arrived.push_back(signals[i]);
  }
  std::vector<Tensor> leaves;
  for (const auto& input : inputs_) {
    if (input.requires_grad()) leaves.push_back(input);
  }
  if (outputs.empty() || leaves.empty()) return std::vector<Tensor>(inputs_.size());
  const auto found = torch::autograd::grad(outputs, leaves, arrived, true, false, true);
  std::vector<Tensor> gradients;
  std::size_t next = 0;
  for (const auto& input : inputs_) {
    const auto gradient = input.requires_grad() ? found[next++] : Tensor();
    gradients.push_back(gradient.defined() ? gradient : torch::zeros_like(input));
  }
  return gradients;
}

}  // namespace siskin::gradient
