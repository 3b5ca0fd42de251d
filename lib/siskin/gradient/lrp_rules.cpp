// The gamma rule needs the weights themselves. Where they are constant tensors of the operation
// (convolution, linear), it is carried out a second time with w + gamma max(w, 0). Where each
// output element depends on one element of each input (addition, product with a constant, batch
// norm), the weights are the slopes, and the bias what is left at zero. Sums and means have equal
// positive weights, so gamma cancels.
//
// Normalisation by row y = w (x - mean x) / s + b: with s constant it is linear in x.

#include "siskin/gradient/lrp_rules.hpp"

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "siskin/gradient/linear_form.hpp"
#include "siskin/gradient/propagation.hpp"
#include "siskin/gradient/rule_node.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using torch::Tensor;

// R / (z + epsilon sign z), with sign 0 = 1; nothing comes through where the denominator is 0.
Tensor quotient_of(const Tensor& relevance, const Tensor& value, double epsilon) {
  const auto denominator = at::where(value.ge(0), value + epsilon, value - epsilon);
  return (relevance / denominator).masked_fill(denominator.eq(0), 0);
}

Tensor strengthened(const Tensor& weight, double gamma) {
  return weight + gamma * weight.clamp_min(0);
}

bool is_number(const Tensor& tensor) { return tensor.defined() && tensor.is_floating_point(); }

// What the operation gives for these active inputs, without a graph.
Tensor evaluated(const Operation& operation, model::Stack stack,
                 const std::vector<Tensor>& inputs) {
  model::replace_active_inputs(operation, inputs, stack);
  evaluate_apart(operation, stack);
  return model::result_tensors(stack).front();
}

// dz_o/dx_o for each active input, in the shape of the output; for linear_form kEachElement.
std::vector<Tensor> slopes(const Operation& operation, model::Stack stack,
                           const std::vector<Tensor>& inputs, at::IntArrayRef shape) {
  const torch::AutoGradMode with_grad(true);
  std::vector<Tensor> leaves;
  std::vector<Tensor> arguments;
  for (const auto& input : inputs) {
    leaves.push_back(input.detach().expand(shape).clone().requires_grad_(true));
    arguments.push_back(operation.in_place ? leaves.back().clone() : leaves.back());
  }
  model::replace_active_inputs(operation, arguments, stack);
  operation.evaluate(stack);
  return torch::autograd::grad({model::result_tensors(stack).front().sum()}, leaves);
}

// (x - mean) / s over the last `dimensions` of x, with s as a constant.
Tensor standardized(const Tensor& input, std::int64_t dimensions, double epsilon) {
  std::vector<std::int64_t> over;
  for (std::int64_t i = 1; i <= dimensions; ++i) over.push_back(-i);
  const auto scale =
      (input.detach().var(over, /*unbiased=*/false, /*keepdim=*/true) + epsilon).rsqrt();
  return (input - input.mean(over, /*keepdim=*/true)) * scale;
}

Tensor affine(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  const auto scaled = weight.defined() ? input * weight : input;
  return bias.defined() ? scaled + bias : scaled;
}

Tensor optional_tensor(const c10::IValue& value) {
  return value.isTensor() ? value.toTensor() : Tensor();
}

// A weight by channel, for (N,C,...).
Tensor by_channel(const Tensor& weight, const Tensor& input) {
  if (!weight.defined()) return weight;
  std::vector<std::int64_t> shape(static_cast<std::size_t>(input.dim()), 1);
  shape[1] = input.size(1);
  return weight.view(shape);
}

// Group norm, and instance norm as one group a channel.
Tensor grouped(const Tensor& input, std::int64_t groups, double epsilon) {
  const auto blocks = input.reshape({input.size(0), groups, -1});
  return standardized(blocks, 1, epsilon).reshape(input.sizes());
}

}  // namespace

at::Tensor LrpRules::kept(const at::Tensor& tensor) const {
  return copy_ ? tensor.detach().clone() : tensor.detach();
}

at::Tensor LrpRules::weighed_by_value(const at::Tensor& input, bool in_place) const {
  const auto value = kept(input);
  return attach_rule({input}, {in_place ? value.clone() : value},
                     [value](const std::vector<Tensor>& signals) -> std::vector<Tensor> {
                       return {signals[0].defined() ? signals[0] * value : Tensor()};
                     })[0];
}

void LrpRules::weigh_inputs(const model::Operation& operation, model::Stack& stack) const {
  auto inputs = model::active_inputs(operation, stack);
  for (auto& input : inputs) {
    if (is_number(input)) input = weighed_by_value(input, operation.in_place);
  }
  model::replace_active_inputs(operation, inputs, stack);
}

// `result` is what the operation computed in the graph, `value` what the network goes on with.
at::Tensor LrpRules::divided(const at::Tensor& result, const at::Tensor& value,
                             double share) const {
  const auto denominator = kept(result);
  const auto epsilon = options_.epsilon;
  return attach_rule({result}, {value},
                     [=](const std::vector<Tensor>& signals) -> std::vector<Tensor> {
                       if (!signals[0].defined()) return {Tensor()};
                       return {quotient_of(signals[0], denominator, epsilon) * share};
                     })[0];
}

void LrpRules::divide_results(model::Stack& stack, double share) const {
  auto results = model::result_tensors(stack);
  for (auto& result : results) {
    if (is_number(result)) result = divided(result, kept(result), share);
  }
  model::replace_result_tensors(results, stack);
}

void LrpRules::proportional(const model::Operation& operation, model::Stack& stack,
                            double share) const {
  weigh_inputs(operation, stack);
  operation.evaluate(stack);
  divide_results(stack, share);
}

void LrpRules::pass(const model::Operation& operation, model::Stack& stack) const {
  const auto inputs = model::active_inputs(operation, stack);
  const auto shape = inputs.front().sizes().vec();
  evaluate_apart(operation, stack);
  model::replace_result_tensors(
      attach_rule(inputs, model::result_tensors(stack),
                  [shape, count = inputs.size()](const std::vector<Tensor>& signals) {
                    std::vector<Tensor> passed(count);
                    if (signals[0].defined()) passed[0] = at::sum_to(signals[0], shape);
                    return passed;
                  }),
      stack);
}

void LrpRules::quotient(const model::Operation& operation, model::Stack& stack) const {
  auto inputs = model::active_inputs(operation, stack);
  inputs[1] = inputs[1].detach();
  model::replace_active_inputs(operation, inputs, stack);
  proportional(operation, stack, 1);
}

void LrpRules::gamma(const model::Operation& operation, model::Stack& stack) const {
  switch (linear_form(operation)) {
    case LinearForm::kWeighted:
      if (model::active_inputs(operation, stack).size() == 1)
        return gamma_weights(operation, stack);
      break;
    case LinearForm::kEachElement:
      return gamma_slopes(operation, stack);
    case LinearForm::kPositiveSum:
      return proportional(operation, stack, 1);
    case LinearForm::kUnknown:
      break;
  }
  throw Error("no LRP-gamma rule for " + operation.label() + ": use --lrp-rule epsilon");
}

void LrpRules::gamma_weights(const model::Operation& operation, model::Stack& stack) const {
  const auto inputs = model::active_inputs(operation, stack);
  const auto value = evaluated(operation, stack, inputs);
  for (auto& argument : stack) {
    if (argument.isTensor() && is_number(argument.toTensor())) {
      argument = strengthened(argument.toTensor(), options_.gamma);
    } else if (argument.isTensorList()) {  // einsum
      std::vector<Tensor> strong;
      for (const Tensor& tensor : argument.toTensorVector()) {
        strong.push_back(strengthened(tensor, options_.gamma));
      }
      argument = strong;
    }
  }
  model::replace_active_inputs(operation, inputs, stack);
  weigh_inputs(operation, stack);
  operation.evaluate(stack);
  const auto strong = model::result_tensors(stack).front();
  model::replace_result_tensors({divided(strong, value, 1)}, stack);
}

void LrpRules::gamma_slopes(const model::Operation& operation, model::Stack& stack) const {
  const auto inputs = model::active_inputs(operation, stack);
  std::vector<Tensor> zeros;
  std::vector<Tensor> kept_inputs;
  for (const auto& input : inputs) {
    zeros.push_back(torch::zeros_like(input));
    kept_inputs.push_back(kept(input));
  }
  const auto bias = evaluated(operation, stack, zeros);
  auto weights = slopes(operation, stack, inputs, bias.sizes());
  auto sum = strengthened(bias, options_.gamma);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = strengthened(weights[i], options_.gamma);
    sum = sum + weights[i] * kept_inputs[i];
  }
  evaluate_apart(operation, stack);
  model::replace_result_tensors(
      attach_rule(inputs, model::result_tensors(stack),
                  [=, epsilon = options_.epsilon](const std::vector<Tensor>& signals) {
                    std::vector<Tensor> passed(kept_inputs.size());
                    if (!signals[0].defined()) return passed;
                    const auto part = quotient_of(signals[0], sum, epsilon);
                    for (std::size_t i = 0; i < passed.size(); ++i) {
                      passed[i] =
                          at::sum_to(weights[i] * kept_inputs[i] * part, kept_inputs[i].sizes());
                    }
                    return passed;
                  }),
      stack);
}

void LrpRules::normalization(const model::Operation& operation, model::Stack& stack) const {
  const auto value = evaluated(operation, stack, model::active_inputs(operation, stack));
  weigh_inputs(operation, stack);
  const auto input = stack[0].toTensor();
  Tensor result;
  if (operation.name == "aten::layer_norm") {
    const auto dimensions = static_cast<std::int64_t>(stack[1].toIntList().size());
    result = affine(standardized(input, dimensions, stack[4].toDouble()), optional_tensor(stack[2]),
                    optional_tensor(stack[3]));
  } else if (operation.name == "aten::group_norm") {
    result = affine(grouped(input, stack[1].toInt(), stack[4].toDouble()),
                    by_channel(optional_tensor(stack[2]), input),
                    by_channel(optional_tensor(stack[3]), input));
  } else if (operation.name == "aten::instance_norm") {
    result = affine(grouped(input, input.size(1), stack[7].toDouble()),
                    by_channel(optional_tensor(stack[1]), input),
                    by_channel(optional_tensor(stack[2]), input));
  } else {
    throw Error("no LRP rule for " + operation.label() + ": use deeplift");
  }
  stack.clear();
  stack.emplace_back(divided(result, value, 1));
}

}  // namespace siskin::gradient
