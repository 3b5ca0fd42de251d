#include "siskin/gradient/propagation.hpp"

#include <torch/torch.h>

#include <exception>
#include <string>
#include <vector>

#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

Tensor derivative(const Tensor& output_nk, const Tensor& seed_nk, const Tensor& point,
                  bool keep_graph) {
  try {
    const auto found =
        torch::autograd::grad({output_nk}, {point}, {seed_nk}, /*retain_graph=*/keep_graph,
                              /*create_graph=*/false, /*allow_unused=*/true);
    return found[0].defined() ? found[0] : torch::zeros_like(point);
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    throw Error("the backward pass fails: " + model::torch_message(error));
  }
}

// What each column of `seed_nk` becomes at `point`: (N,K,...).
Tensor pulled_back(const Tensor& output_nk, const Tensor& seed_nk, const Tensor& point) {
  const auto count = output_nk.size(1);
  std::vector<Tensor> found;
  for (std::int64_t k = 0; k < count; ++k) {
    if (!output_nk.requires_grad()) {
      found.push_back(torch::zeros_like(point));
      continue;
    }
    auto column_nk = torch::zeros_like(seed_nk);
    column_nk.select(1, k).copy_(seed_nk.select(1, k));
    found.push_back(derivative(output_nk, column_nk, point, k + 1 < count));
  }
  return torch::stack(found, 1).detach();
}

}  // namespace

Propagation propagate(const model::Function& function, const model::Program& program,
                      const at::Tensor& onehot_ncl, const model::Handler& handler, Start start) {
  const torch::AutoGradMode with_grad(true);
  const auto input_ncl = function.to_model(onehot_ncl).detach().requires_grad_(true);
  // A model may overwrite what it is given, which autograd forbids for the leaf itself.
  const auto output_nk = program.evaluate(input_ncl.clone(), handler);
  const auto value_nk = output_nk.detach();
  const auto seed_nk = start == Start::kOne ? torch::ones_like(value_nk) : value_nk;
  return {pulled_back(output_nk, seed_nk, input_ncl), value_nk.to(torch::kCPU, torch::kDouble)};
}

void evaluate_apart(const model::Operation& operation, model::Stack& stack) {
  const torch::NoGradGuard no_grad;
  std::vector<Tensor> values;
  for (const auto& input : model::active_inputs(operation, stack)) {
    values.push_back(operation.in_place ? input.detach().clone() : input.detach());
  }
  model::replace_active_inputs(operation, values, stack);
  operation.evaluate(stack);
}

}  // namespace siskin::gradient
