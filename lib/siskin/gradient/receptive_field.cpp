// Back-propagation with all weights 1 and no non-linearity counts the paths from a position to a
// unit; only whether there is one is kept, so that counts do not overflow in deep networks:
//   views                       their derivative
//   convolution, matrix product with weights 1
//   sum, mean, interpolation    their derivative, which is positive
//   elementwise, one or two inputs: the signal, summed where the input was broadcast
//   max-pool                    the sum over the same windows
//   softmax, normalisation      the sum over what they normalise
//   products of two activations with both factors 1
//   all else                    every element on every element
// (For convolutions alone closed forms exist: Araujo, Norris & Sim 2019, "Computing receptive
// fields of convolutional neural networks"; the test compares with them.)

#include "siskin/gradient/receptive_field.hpp"

#include <torch/torch.h>

#include <unordered_set>
#include <vector>

#include "siskin/gradient/layer_split.hpp"
#include "siskin/gradient/linear_form.hpp"
#include "siskin/gradient/propagation.hpp"
#include "siskin/gradient/rule_node.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using model::OperationKind;
using torch::Tensor;

using Tensors = std::vector<Tensor>;

Tensor marks(const Tensor& signal) { return signal.gt(0).to(signal.scalar_type()); }

// Results as they are; `back` makes of the marks at the first result those at an input.
template <typename Back>
void depend(const Operation& operation, model::Stack& stack, const Back& back) {
  const auto inputs = model::active_inputs(operation, stack);
  evaluate_apart(operation, stack);
  std::vector<std::vector<std::int64_t>> shapes;
  shapes.reserve(inputs.size());
  for (const auto& input : inputs) shapes.push_back(input.sizes().vec());
  model::replace_result_tensors(attach_rule(inputs, model::result_tensors(stack),
                                            [shapes, back](const Tensors& signals) {
                                              Tensors passed(shapes.size());
                                              for (const auto& signal : signals) {
                                                if (!signal.defined()) continue;
                                                for (std::size_t i = 0; i < shapes.size(); ++i) {
                                                  const auto part = back(marks(signal), shapes[i]);
                                                  passed[i] =
                                                      passed[i].defined() ? passed[i] + part : part;
                                                }
                                              }
                                              return passed;
                                            }),
                                stack);
}

void each_element(const Operation& operation, model::Stack& stack) {
  depend(operation, stack, [](const Tensor& signal, const std::vector<std::int64_t>& shape) {
    return at::sum_to(signal, shape);
  });
}

void everything(const Operation& operation, model::Stack& stack) {
  depend(operation, stack, [](const Tensor& signal, const std::vector<std::int64_t>& shape) {
    return marks(signal.sum()).expand(shape).clone();
  });
}

void over_dimension(const Operation& operation, model::Stack& stack) {
  const auto dimension = stack[1].toInt();
  depend(operation, stack,
         [dimension](const Tensor& signal, const std::vector<std::int64_t>& shape) {
           return signal.sum(dimension, /*keepdim=*/true).expand(shape).clone();
         });
}

void layer_norm(const Operation& operation, model::Stack& stack) {
  std::vector<std::int64_t> over;
  for (std::size_t i = 1; i <= stack[1].toIntList().size(); ++i) {
    over.push_back(-static_cast<std::int64_t>(i));
  }
  depend(operation, stack, [over](const Tensor& signal, const std::vector<std::int64_t>& shape) {
    return signal.sum(over, /*keepdim=*/true).expand(shape).clone();
  });
}

// What went before the operation in a run with other values: `substitute` carries history, and its
// derivative is positive where the operation depends on its input.
void follow(const Tensor& substitute, const Tensors& results, model::Stack& stack) {
  auto attached =
      attach_rule({substitute}, {results.front()}, [](const Tensors& signals) -> Tensors {
        return {signals[0].defined() ? marks(signals[0]) : signals[0]};
      });
  Tensors all = results;
  all.front() = attached.front();
  model::replace_result_tensors(all, stack);
}

Tensor ones_with_history(const Tensor& input) {
  return attach_rule({input}, {torch::ones_like(input)},
                     [](const Tensors& signals) -> Tensors { return {signals[0]}; })
      .front();
}

// The operation with 1 for every number in it.
void with_ones(const Operation& operation, model::Stack& stack) {
  auto inputs = model::active_inputs(operation, stack);
  auto other = stack;
  evaluate_apart(operation, stack);
  for (auto& argument : other) {
    if (argument.isTensor() && argument.toTensor().defined() &&
        argument.toTensor().is_floating_point()) {
      argument = torch::ones_like(argument.toTensor());
    } else if (argument.isTensorList()) {
      Tensors ones;
      for (const Tensor& tensor : argument.toTensorVector())
        ones.push_back(torch::ones_like(tensor));
      argument = ones;
    }
  }
  for (auto& input : inputs) input = ones_with_history(input);
  model::replace_active_inputs(operation, inputs, other);
  operation.evaluate(other);
  follow(model::result_tensors(other).front(), model::result_tensors(stack), stack);
}

void signal_of_derivative(const Operation& operation, model::Stack& stack) {
  operation.evaluate(stack);
  const auto results = model::result_tensors(stack);
  follow(results.front(), results, stack);
}

// A window of max_pool1d as a convolution with ones, one channel at a time.
Tensor window_sums(const Tensor& input, const model::Stack& stack, const Tensor& result) {
  const auto kernel = stack[1].toIntVector();
  const auto stride = stack[2].toIntVector().empty() ? kernel : stack[2].toIntVector();
  const auto padding = stack[3].toIntVector();
  const auto dilation = stack[4].toIntVector();
  const auto length = input.size(-1);
  // A last window that is not full (ceil_mode) may reach past the padding.
  const auto reach = (result.size(-1) - 1) * stride[0] + dilation[0] * (kernel[0] - 1) + 1;
  const auto right = std::max<std::int64_t>(padding[0], reach - padding[0] - length);
  const auto rows =
      at::constant_pad_nd(input.reshape({-1, 1, length}), {padding[0], right}, /*value=*/0);
  const auto ones = torch::ones({1, 1, kernel[0]}, input.options());
  const std::vector<std::int64_t> no_padding{0};
  const auto sums = at::conv1d(rows, ones, /*bias=*/{}, stride, no_padding, dilation);
  return sums.narrow(-1, 0, result.size(-1)).reshape(result.sizes());
}

// max(x, dim), amax(x, dims): the sum over the same dimensions.
Tensor dimension_sums(const Tensor& input, const model::Stack& stack, const Tensor& result) {
  const auto over =
      stack[1].isInt() ? std::vector<std::int64_t>{stack[1].toInt()} : stack[1].toIntVector();
  const auto sums = over.empty() ? input.sum() : input.sum(over, /*keepdim=*/true);
  return sums.reshape(result.sizes());
}

void max_pool(const Operation& operation, model::Stack& stack) {
  const auto input = model::active_inputs(operation, stack).front();
  const auto arguments = stack;
  auto other = stack;
  evaluate_apart(operation, other);
  const auto result = model::result_tensors(other).front();
  Tensor substitute;
  if (operation.name == "aten::max_pool1d" || operation.name == "aten::max_pool1d_with_indices") {
    substitute = window_sums(input, arguments, result);
  } else if (operation.name == "aten::adaptive_max_pool1d") {
    substitute = at::adaptive_avg_pool1d(input, stack[1].toIntVector());
  } else if (operation.name == "aten::max" || operation.name == "aten::min" ||
             operation.name == "aten::amax" || operation.name == "aten::amin") {
    substitute = dimension_sums(input, arguments, result);
  } else {
    return everything(operation, stack);
  }
  stack = other;
  follow(substitute, model::result_tensors(other), stack);
}

void linear(const Operation& operation, model::Stack& stack) {
  switch (linear_form(operation)) {
    case LinearForm::kWeighted:
      return with_ones(operation, stack);
    case LinearForm::kEachElement:
      return each_element(operation, stack);
    case LinearForm::kPositiveSum:
      return signal_of_derivative(operation, stack);
    case LinearForm::kUnknown:
      return everything(operation, stack);
  }
}

void product(const Operation& operation, model::Stack& stack) {
  static const std::unordered_set<std::string> by_element = {"aten::mul", "aten::multiply",
                                                             "aten::addcmul"};
  if (by_element.count(operation.name) > 0) return each_element(operation, stack);
  with_ones(operation, stack);
}

// (N,...,L',...) -> the positions' axis.
std::int64_t unit_axis(const std::string& name, const PositionLayer& layer, const Tensor& value) {
  if (value.dim() == 3) return layer.axis;
  if (value.dim() == 2) return 1;
  throw Error("layer " + name + " has " + std::to_string(value.dim()) +
              " dimensions, expected (sequences, channels, positions) or (sequences, units)");
}

PositionLayer find_layer(const model::Program& program, const Tensor& input_ncl,
                         const std::string& name) {
  if (name.empty()) return find_position_layer(program, input_ncl, name);
  const auto slot = program.layer(name).output;
  const auto frame = LayerSplit(program, slot).before(input_ncl.detach());
  if (frame[slot].dim() == 3) return find_position_layer(program, input_ncl, name);
  return {name, slot, 1};
}

}  // namespace

model::Handler dependence_handler() {
  return [](const Operation& operation, std::size_t /*index*/, const model::Frame& /*frame*/,
            model::Stack& stack) {
    switch (operation.kind) {
      case OperationKind::kView:
        return false;
      case OperationKind::kLinear:
        linear(operation, stack);
        break;
      case OperationKind::kElementwise:
      case OperationKind::kExtremum:
      case OperationKind::kQuotient:
        each_element(operation, stack);
        break;
      case OperationKind::kMaxPool:
        max_pool(operation, stack);
        break;
      case OperationKind::kProduct:
        product(operation, stack);
        break;
      case OperationKind::kSoftmax:
      case OperationKind::kLogSoftmax:
        over_dimension(operation, stack);
        break;
      case OperationKind::kNormalization:
        if (operation.name == "aten::layer_norm") {
          layer_norm(operation, stack);
        } else {
          everything(operation, stack);
        }
        break;
      case OperationKind::kOther:
        everything(operation, stack);
        break;
    }
    return true;
  };
}

at::Tensor receptive_field(const model::Function& function, const std::string& layer,
                           std::int64_t length) {
  const torch::AutoGradMode with_grad(true);
  const auto program = function.program(1, length);
  const auto input_ncl =
      function.to_model(torch::full({1, 4, length}, 0.25)).detach().requires_grad_(true);
  const auto place = find_layer(*program, input_ncl, layer);
  const LayerSplit split(*program, place.slot);
  const auto frame = split.before(input_ncl, dependence_handler());
  const auto& value = split.value(frame);
  const auto axis = unit_axis(place.name, place, value);
  const auto units = value.size(axis);
  auto seen_ul = torch::zeros({units, length}, torch::kBool);
  if (!value.requires_grad()) return seen_ul;
  for (std::int64_t unit = 0; unit < units; ++unit) {
    auto seed = torch::zeros_like(value);
    seed.select(axis, unit).fill_(1);
    const auto found =
        torch::autograd::grad({value}, {input_ncl}, {seed}, /*retain_graph=*/unit + 1 < units,
                              /*create_graph=*/false, /*allow_unused=*/true);
    if (found[0].defined())
      seen_ul[unit] = found[0].sum(at::IntArrayRef{0, 1}).gt(0).to(torch::kCPU);
  }
  return seen_ul;
}

}  // namespace siskin::gradient
