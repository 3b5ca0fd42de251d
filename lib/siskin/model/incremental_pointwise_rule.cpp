#include <torch/torch.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "siskin/model/incremental_rows.hpp"
#include "siskin/model/incremental_rules.hpp"

namespace siskin::model {
namespace {

using Names = std::unordered_set<std::string>;
using Integers = std::vector<std::int64_t>;

// Operations that broadcast their arguments against each other.
const Names kBroadcasts{"aten::add",        "aten::sub",     "aten::subtract",    "aten::rsub",
                        "aten::neg",        "aten::mul",     "aten::multiply",    "aten::div",
                        "aten::divide",     "aten::pow",     "aten::true_divide", "aten::negative",
                        "aten::maximum",    "aten::minimum", "aten::fmax",        "aten::fmin",
                        "aten::max",        "aten::min",     "aten::addcmul",     "aten::where",
                        "aten::masked_fill"};

// Operations that work along dimensions; the number is the argument that names them.
const std::unordered_map<std::string, std::size_t> kAlongDimensions{{"aten::softmax", 1},
                                                                    {"aten::log_softmax", 1},
                                                                    {"aten::sum", 1},
                                                                    {"aten::mean", 1},
                                                                    {"aten::amax", 1},
                                                                    {"aten::amin", 1},
                                                                    {"aten::max", 1},
                                                                    {"aten::min", 1},
                                                                    {"aten::select", 1},
                                                                    {"aten::slice", 1},
                                                                    {"aten::narrow", 1},
                                                                    {"aten::flip", 1},
                                                                    {"aten::chunk", 2},
                                                                    {"aten::split", 2},
                                                                    {"aten::unbind", 1},
                                                                    {"aten::logsumexp", 1},
                                                                    {"aten::split_with_sizes", 2}};

bool is_elementwise(const Operation& operation) {
  switch (operation.kind) {
    case OperationKind::kElementwise:
    case OperationKind::kExtremum:
    case OperationKind::kQuotient:
      return operation.name != "aten::prelu";
    case OperationKind::kLinear:
    case OperationKind::kProduct:
    case OperationKind::kView:
      return kBroadcasts.count(operation.name) > 0;
    default:
      return false;
  }
}

bool leaves_alone(const Integers& dimensions, const LocalShape& shape) {
  return !dimensions.empty() &&
         std::none_of(dimensions.begin(), dimensions.end(), [&shape](std::int64_t dimension) {
           const auto axis = from_front(dimension, shape.rank());
           return axis == 0 || axis == shape.axis;
         });
}

bool keeps_positions(const Operation& operation, const LocalShape& shape) {
  const auto& name = operation.name;
  const auto along = kAlongDimensions.find(name);
  if (along != kAlongDimensions.end()) {
    return leaves_alone(integers(constant_argument(operation, along->second)), shape);
  }
  if (name == "aten::transpose") {
    const auto first = from_front(constant_argument(operation, 1).toInt(), shape.rank());
    const auto second = from_front(constant_argument(operation, 2).toInt(), shape.rank());
    return first != 0 && second != 0;
  }
  if (name == "aten::permute") {
    return from_front(integers(constant_argument(operation, 1)).front(), shape.rank()) == 0;
  }
  if (name == "aten::prelu") return shape.axis != 1;
  if (name == "aten::layer_norm") {
    const auto normalized = integers(constant_argument(operation, 1)).size();
    return shape.axis < shape.rank() - static_cast<std::int64_t>(normalized);
  }
  const bool is_product = name == "aten::linear" || name == "aten::matmul";
  if (!is_product || operation.arguments[0].slots.empty()) return false;
  const auto weight = constant_argument(operation, 1);
  return weight.isTensor() && weight.toTensor().dim() == 2 && shape.axis != shape.rank() - 1;
}

// All inputs local, with positions along the same axis.
bool inputs_agree(const StepContext& context, const Operation& operation) {
  const auto& first = *context.shapes[operation.active[0]];
  return std::all_of(operation.active.begin(), operation.active.end(), [&](Slot slot) {
    const auto& shape = *context.shapes[slot];
    return shape.axis == first.axis && shape.rank() == first.rank() &&
           shape.length() == first.length();
  });
}

bool is_position_wise(const StepContext& context, const Operation& operation) {
  if (!inputs_agree(context, operation)) return false;
  const auto& shape = *context.shapes[operation.active[0]];
  if (operation.name == "aten::cat" || operation.name == "aten::concat") {
    return leaves_alone(integers(constant_argument(operation, 1)), shape);
  }
  // max(x, dim) and max(x, y) have one name.
  return keeps_positions(operation, shape) || is_elementwise(operation);
}

// Constants of which another slice goes with each window. False for one whose rows may differ.
class ConstantCollector {
 public:
  ConstantCollector(const LocalShape& shape, IncrementalStep& step) : shape_(shape), step_(step) {}

  bool collect(const at::Tensor& tensor, std::size_t argument, std::optional<std::size_t> element) {
    if (!tensor.defined() || tensor.dim() == 0) return true;
    const auto missing = shape_.rank() - tensor.dim();
    if (missing < 0) return false;
    if (missing == 0 && tensor.size(0) != 1) return false;
    const auto axis = shape_.axis - missing;
    if (axis < 0 || tensor.size(axis) == 1) return true;
    if (tensor.size(axis) != shape_.length()) return false;
    Integers sizes(static_cast<std::size_t>(missing), 1);
    sizes.insert(sizes.end(), tensor.sizes().begin(), tensor.sizes().end());
    const LocalShape own{sizes, shape_.axis};
    step_.constants.push_back({argument, element, own, own.to_rows(tensor.reshape(sizes))[0]});
    return true;
  }

 private:
  const LocalShape& shape_;
  IncrementalStep& step_;
};

bool collect_constants(const StepContext& context, const Operation& operation,
                       IncrementalStep& step) {
  ConstantCollector collector(*context.shapes[operation.active[0]], step);
  for (std::size_t i = 0; i < operation.arguments.size(); ++i) {
    const auto& argument = operation.arguments[i];
    if (argument.is_constant() && argument.constant.isTensor() &&
        !collector.collect(argument.constant.toTensor(), i, std::nullopt)) {
      return false;
    }
    for (std::size_t k = 0; k < argument.slots.size(); ++k) {
      const auto& tensor = context.program.constants()[argument.slots[k]];
      if (!collector.collect(tensor, i, argument.is_list ? std::optional(k) : std::nullopt)) {
        return false;
      }
    }
  }
  return true;
}

// The axis that gets shorter when the inputs do, in every result that is read.
bool find_axes(const StepContext& context, const IncrementalStep& step) {
  const auto& first = *context.shapes[step.inputs[0]];
  const auto shorter = first.length() - 1;
  if (shorter < 1) return false;
  std::vector<at::Tensor> inputs;
  for (const Slot slot : step.inputs) {
    inputs.push_back(context.frame[slot].narrow(first.axis, 0, shorter));
  }
  const auto results = evaluate_pointwise(context.program, step, inputs, {0});
  for (std::size_t i = 0; i < step.outputs.size(); ++i) {
    const LocalShape whole{context.sizes(step.outputs[i]), 0};
    std::optional<std::int64_t> axis;
    for (std::int64_t k = 1; k < whole.rank(); ++k) {
      const auto size = whole.sizes[static_cast<std::size_t>(k)];
      if (results[i].size(k) == size) continue;
      if (axis || size != first.length() || results[i].size(k) != shorter) return false;
      axis = k;
    }
    if (!axis || whole.sizes[0] != 1) return false;
    context.shapes[step.outputs[i]] = LocalShape{whole.sizes, *axis};
  }
  return true;
}

std::optional<IncrementalStep> affine_step(const StepContext& context, std::size_t index) {
  const auto& operation = context.operation(index);
  if (operation.kind != OperationKind::kLinear || operation.active.size() != 1 ||
      operation.arguments[0].slots.empty()) {
    return std::nullopt;
  }
  const auto& shape = *context.shapes[operation.active[0]];
  if (shape.axis == 1) return std::nullopt;
  const auto channels = shape.sizes[1];
  const auto vector = [&](std::size_t argument, double otherwise) {
    const auto value = constant_argument(operation, argument);
    const bool given = value.isTensor() && value.toTensor().defined();
    return given ? value.toTensor().to(at::kDouble)
                 : at::full({channels}, otherwise, at::TensorOptions(at::kDouble));
  };
  auto step = step_of(context, index, StepKind::kAffine);
  const auto mean = vector(3, 0);
  const auto spread = (vector(4, 1) + constant_argument(operation, 7).toDouble()).sqrt();
  const auto scale = vector(1, 1) / spread;
  const auto type = context.frame[step.inputs[0]].scalar_type();
  const auto repeats = shape.features() / channels;
  step.scale = scale.repeat_interleave(repeats).to(type);
  step.shift = (vector(2, 0) - mean * scale).repeat_interleave(repeats).to(type);
  context.shapes[step.outputs[0]] = shape;
  return step;
}

std::int64_t cost_of(const StepContext& context, const IncrementalStep& step) {
  const auto& operation = context.operation(step.operation);
  if (operation.name != "aten::linear" && operation.name != "aten::matmul") return 0;
  const auto& shape = *context.shapes[step.outputs[0]];
  const auto weight = constant_argument(operation, 1).toTensor();
  return shape.features() * weight.size(operation.name == "aten::linear" ? 1 : 0);
}

at::Tensor constant_windows(const PositionConstant& constant,
                            const std::vector<std::int64_t>& starts_n, std::int64_t width) {
  return constant.shape.from_rows(base_windows(constant.values_lf, starts_n, width));
}

// Where a list of tensors is put together, constants have as many rows as what they stand beside.
at::Tensor with_rows(const at::Tensor& tensor, std::int64_t rows) {
  if (tensor.dim() == 0 || tensor.size(0) == rows) return tensor;
  auto sizes = tensor.sizes().vec();
  sizes[0] = rows;
  return tensor.expand(sizes);
}

}  // namespace

std::vector<at::Tensor> evaluate_pointwise(const Program& program, const IncrementalStep& step,
                                           const std::vector<at::Tensor>& inputs,
                                           const std::vector<std::int64_t>& starts_n) {
  const auto& operation = program.operations()[step.operation];
  const auto rows = inputs[0].size(0);
  std::size_t next = 0;
  const auto tensor_of = [&](Slot slot) {
    const auto& constant = program.constants()[slot];
    return constant.defined() ? with_rows(constant, rows) : inputs[next++];
  };
  Stack stack;
  std::vector<std::vector<at::Tensor>> lists(operation.arguments.size());
  for (std::size_t i = 0; i < operation.arguments.size(); ++i) {
    const auto& argument = operation.arguments[i];
    for (const Slot slot : argument.slots) lists[i].push_back(tensor_of(slot));
    stack.push_back(argument.is_constant() ? argument.constant
                    : argument.is_list     ? c10::IValue()
                                           : c10::IValue(lists[i][0]));
  }
  for (const auto& constant : step.constants) {
    // The width of a window of another rank than the input's is found along its own axis.
    const auto width = inputs[0].size(constant.shape.axis);
    const auto windows = constant_windows(constant, starts_n, width);
    if (constant.element) {
      lists[constant.argument][*constant.element] = with_rows(windows, rows);
    } else {
      stack[constant.argument] = windows;
    }
  }
  for (std::size_t i = 0; i < operation.arguments.size(); ++i) {
    if (operation.arguments[i].is_list) stack[i] = c10::List<at::Tensor>(lists[i]);
  }
  operation.evaluate(stack);
  std::vector<at::Tensor> read;
  for (std::size_t i = 0; i < operation.results.size(); ++i) {
    const auto& slots = operation.results[i].slots;
    for (std::size_t k = 0; k < slots.size(); ++k) {
      if (std::find(step.outputs.begin(), step.outputs.end(), slots[k]) == step.outputs.end()) {
        continue;
      }
      read.push_back(stack[i].isTensorList() ? at::Tensor(stack[i].toTensorList().get(k))
                                             : stack[i].toTensor());
    }
  }
  return read;
}

std::optional<IncrementalStep> pointwise_step(const StepContext& context, std::size_t index) {
  const auto& operation = context.operation(index);
  if (operation.name == "aten::batch_norm") return affine_step(context, index);
  if (!is_position_wise(context, operation)) return std::nullopt;
  IncrementalStep step;
  step.operation = index;
  step.inputs = operation.active;
  for (const auto& result : operation.results) {
    for (const Slot slot : result.slots) {
      if (context.read[slot]) step.outputs.push_back(slot);
    }
  }
  const bool broadcasts = is_elementwise(operation) || operation.arguments[0].is_list;
  if (broadcasts && !collect_constants(context, operation, step)) return std::nullopt;
  if (!find_axes(context, step)) return std::nullopt;
  step.cost = cost_of(context, step);
  return step;
}

}  // namespace siskin::model
