#include <torch/torch.h>

#include <algorithm>
#include <string>
#include <unordered_set>

#include "siskin/model/incremental_rules.hpp"

namespace siskin::model {
namespace {

using Names = std::unordered_set<std::string>;

const Names kCopies{"aten::clone",           "aten::contiguous", "aten::dropout", "aten::detach",
                    "aten::feature_dropout", "aten::alias",      "aten::positive"};
const Names kReshapes{"aten::reshape",   "aten::view",    "aten::_unsafe_view",
                      "aten::flatten",   "aten::squeeze", "aten::unsqueeze",
                      "aten::unflatten", "aten::view_as", "aten::reshape_as"};

std::int64_t product(const std::vector<std::int64_t>& sizes, std::int64_t begin, std::int64_t end) {
  std::int64_t value = 1;
  for (auto i = begin; i < end; ++i) value *= sizes[static_cast<std::size_t>(i)];
  return value;
}

// Where the positions' axis lies in the same numbers with other sizes.
std::optional<std::int64_t> axis_after(const LocalShape& shape,
                                       const std::vector<std::int64_t>& sizes) {
  const auto before = product(shape.sizes, 0, shape.axis);
  for (std::int64_t axis = 1; axis < static_cast<std::int64_t>(sizes.size()); ++axis) {
    if (sizes[static_cast<std::size_t>(axis)] == shape.length() &&
        product(sizes, 0, axis) == before) {
      return axis;
    }
  }
  return std::nullopt;
}

// What the padding puts in front, when it is along positions alone.
std::optional<std::int64_t> padding_in_front(const std::vector<std::int64_t>& pads,
                                             const LocalShape& shape) {
  std::int64_t left = 0;
  for (std::size_t i = 0; i + 1 < pads.size(); i += 2) {
    const auto axis = shape.rank() - 1 - static_cast<std::int64_t>(i / 2);
    if (axis == shape.axis) {
      left = pads[i];
    } else if (pads[i] != 0 || pads[i + 1] != 0) {
      return std::nullopt;
    }
  }
  return left;
}

struct Shift {
  PositionMap map;
  double fill = 0;
};

double number_or_zero(const c10::IValue& value) {
  return value.isNone() ? 0.0 : value.toScalar().toDouble();
}

std::optional<Shift> read_shift(const Operation& operation, const LocalShape& shape) {
  const auto& name = operation.name;
  const auto integer = [&operation](std::size_t argument, std::int64_t otherwise) {
    const auto value = constant_argument(operation, argument);
    return value.isInt() ? value.toInt() : otherwise;
  };
  if (name == "aten::slice" || name == "aten::narrow") {
    if (from_front(integer(1, 0), shape.rank()) != shape.axis) return std::nullopt;
    const auto begin =
        std::clamp<std::int64_t>(from_front(integer(2, 0), shape.length()), 0, shape.length());
    return Shift{{name == "aten::slice" ? integer(4, 1) : 1, -begin, 1, 1}, 0};
  }
  const bool is_pad = name == "aten::pad" && constant_argument(operation, 2).isString() &&
                      constant_argument(operation, 2).toStringRef() == "constant";
  if (name != "aten::constant_pad_nd" && !is_pad) return std::nullopt;
  const auto left = padding_in_front(integers(constant_argument(operation, 1)), shape);
  if (!left) return std::nullopt;
  return Shift{{1, *left, 1, 1}, number_or_zero(constant_argument(operation, is_pad ? 3 : 2))};
}

}  // namespace

std::optional<IncrementalStep> shift_step(const StepContext& context, std::size_t index) {
  const auto& operation = context.operation(index);
  if (operation.active.size() != 1) return std::nullopt;
  const auto& shape = *context.shapes[operation.active[0]];
  const auto shift = read_shift(operation, shape);
  if (!shift) return std::nullopt;
  auto step = step_of(context, index, StepKind::kShift);
  step.map = shift->map;
  step.value = shift->fill;
  const LocalShape result{context.sizes(step.outputs[0]), shape.axis};
  if (result.length() == 0) return std::nullopt;
  context.shapes[step.outputs[0]] = result;
  return step;
}

std::optional<IncrementalStep> reshape_step(const StepContext& context, std::size_t index) {
  const auto& operation = context.operation(index);
  if (operation.active.size() != 1) return std::nullopt;
  const Slot result = operation.results[0].slots.at(0);
  // x[:, 2:] is written as a slice of everything and then one of the channels.
  const bool takes_all = operation.name == "aten::slice" &&
                         context.sizes(result) == context.sizes(operation.active[0]);
  const bool copies =
      takes_all || (kCopies.count(operation.name) > 0 && operation.kind == OperationKind::kView);
  if (!copies && kReshapes.count(operation.name) == 0) return std::nullopt;
  auto step = step_of(context, index, copies ? StepKind::kAlias : StepKind::kReshape);
  const auto& shape = *context.shapes[operation.active[0]];
  const auto sizes = context.sizes(step.outputs[0]);
  if (sizes.empty() || sizes[0] != 1) return std::nullopt;
  const auto axis = axis_after(shape, sizes);
  if (!axis) return std::nullopt;
  context.shapes[step.outputs[0]] = LocalShape{sizes, *axis};
  return step;
}

std::optional<IncrementalStep> reduction_step(const StepContext& context, std::size_t index) {
  const auto& operation = context.operation(index);
  const auto& name = operation.name;
  const bool largest = name == "aten::amax" || name == "aten::max";
  if (!largest && name != "aten::sum" && name != "aten::mean") return std::nullopt;
  if (operation.active.size() != 1 || !only_first_result_read(context, operation)) {
    return std::nullopt;
  }
  const auto& shape = *context.shapes[operation.active[0]];
  const auto over = integers(constant_argument(operation, 1));
  const bool converts = !largest && !constant_argument(operation, 3).isNone();
  if (over.size() != 1 || from_front(over[0], shape.rank()) != shape.axis || converts) {
    return std::nullopt;
  }
  auto step = step_of(context, index, largest ? StepKind::kGlobalMax : StepKind::kGlobalSum);
  step.value = name == "aten::mean" ? 1.0 / static_cast<double>(shape.length()) : 1.0;
  return step;
}

}  // namespace siskin::model
