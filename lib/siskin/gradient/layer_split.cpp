#include "siskin/gradient/layer_split.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_set>

#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using model::Slot;
using torch::Tensor;

constexpr std::int64_t kNoAxis = -1;

std::int64_t wrapped(std::int64_t axis) { return axis < 0 ? axis + 3 : axis; }

bool has_name(const Operation& operation, const std::unordered_set<std::string>& names) {
  return names.count(operation.name) > 0;
}

// Where the axis of (N,C,L) or (N,L,C) goes.
std::int64_t moved(const Operation& operation, const model::Stack& stack, std::int64_t axis) {
  static const std::unordered_set<std::string> swaps = {"aten::transpose", "aten::swapaxes",
                                                        "aten::swapdims"};
  static const std::unordered_set<std::string> losing = {
      "aten::view",      "aten::reshape",        "aten::flatten",  "aten::unflatten",
      "aten::squeeze",   "aten::unsqueeze",      "aten::select",   "aten::einsum",
      "aten::movedim",   "aten::moveaxis",       "aten::unbind",   "aten::as_strided",
      "aten::view_as",   "aten::reshape_as",     "aten::numpy_T",  "aten::unfold",
      "aten::tensordot", "aten::_reshape_alias", "aten::diagonal", "aten::_unsafe_view",
      "aten::stack"};
  if (has_name(operation, losing)) return kNoAxis;
  if (has_name(operation, {"aten::mT", "aten::adjoint"})) return 3 - axis;
  if (has_name(operation, swaps)) {
    const auto first = wrapped(stack[1].toInt());
    const auto second = wrapped(stack[2].toInt());
    if (axis == first) return second;
    return axis == second ? first : axis;
  }
  if (operation.name == "aten::permute") {
    const auto order = stack[1].toIntVector();
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (wrapped(order[i]) == axis) return static_cast<std::int64_t>(i);
    }
  }
  return axis;
}

// What a run has shown of a program's tensors, by slot.
struct Survey {
  explicit Survey(std::size_t slots) : axis(slots, kNoAxis), shape(slots), computed(slots, false) {}

  std::vector<std::int64_t> axis;                // of the positions
  std::vector<std::vector<std::int64_t>> shape;  // empty where nothing read it
  std::vector<bool> computed;                    // more than a view of the sequence

  void visit(const Operation& operation, const model::Frame& frame, const model::Stack& stack) {
    std::int64_t place = kNoAxis;
    bool computes = operation.kind != model::OperationKind::kView;
    for (const Slot slot : operation.active) {
      shape[slot] = frame[slot].sizes().vec();
      computes = computes || computed[slot];
      if (place == kNoAxis && frame[slot].dim() == 3) place = axis[slot];
    }
    if (place != kNoAxis) place = moved(operation, stack, place);
    for (const auto& result : operation.results) {
      for (const Slot slot : result.slots) {
        axis[slot] = place;
        computed[slot] = computes;
      }
    }
  }
};

Survey survey(const model::Program& program, const Tensor& input_ncl) {
  const torch::NoGradGuard no_grad;
  Survey found(program.constants().size());
  found.axis[program.input()] = 2;
  const auto record = [&found](const Operation& operation, std::size_t /*index*/,
                               const model::Frame& frame, model::Stack& stack) {
    found.visit(operation, frame, stack);
    return false;
  };
  const auto start_ncl = program.overwrites() ? input_ncl.clone() : input_ncl;
  found.shape[program.output()] = program.evaluate(start_ncl, record).sizes().vec();
  return found;
}

bool has_positions(const Survey& found, Slot slot, std::int64_t rows) {
  const auto& shape = found.shape[slot];
  const auto axis = found.axis[slot];
  return found.computed[slot] && shape.size() == 3 && shape[0] == rows &&
         (axis == 1 || axis == 2) && shape[static_cast<std::size_t>(axis)] > 1;
}

std::vector<bool> needed_for_output(const model::Program& program) {
  std::vector<bool> needed(program.constants().size(), false);
  needed[program.output()] = true;
  const auto& operations = program.operations();
  for (auto operation = operations.rbegin(); operation != operations.rend(); ++operation) {
    const bool used = std::any_of(
        operation->results.begin(), operation->results.end(), [&needed](const auto& result) {
          return std::any_of(result.slots.begin(), result.slots.end(),
                             [&needed](Slot slot) { return needed[slot]; });
        });
    if (!used) continue;
    for (const Slot slot : operation->active) needed[slot] = true;
  }
  return needed;
}

PositionLayer last_layer(const model::Program& program, const Survey& found, std::int64_t rows) {
  const auto needed = needed_for_output(program);
  const auto& operations = program.operations();
  for (auto operation = operations.rbegin(); operation != operations.rend(); ++operation) {
    if (operation->results.size() != 1 || operation->results[0].slots.size() != 1) continue;
    const Slot slot = operation->results[0].slots[0];
    if (needed[slot] && has_positions(found, slot, rows)) {
      return {operation->label(), slot, found.axis[slot]};
    }
  }
  throw Error("the model has no tensor of (sequences, channels, positions): name one with --layer");
}

bool overwrites(const Operation& operation, Slot slot) {
  return operation.in_place && operation.results[0].slots == std::vector<Slot>{slot};
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text = "(";
  for (const auto size : shape) text += (text.size() > 1 ? "," : "") + std::to_string(size);
  return text + ")";
}

}  // namespace

LayerSplit::LayerSplit(const model::Program& program, model::Slot slot)
    : program_(program), slot_(slot), keep_{slot} {
  const auto& operations = program.operations();
  const auto producer = program.producer(slot);
  std::size_t end = producer ? *producer + 1 : 0;
  // A layer that others overwrite later on has no name any more (Program::layers()), so what
  // overwrites this one, an activation in place, belongs to it.
  for (std::size_t i = end; i < operations.size(); ++i) {
    if (overwrites(operations[i], slot)) end = i + 1;
  }
  for (std::size_t i = 0; i < operations.size(); ++i) {
    before_.push_back(i < end);
    after_.push_back(i >= end);
    if (i < end) continue;
    for (const auto& argument : operations[i].arguments) {
      keep_.insert(keep_.end(), argument.slots.begin(), argument.slots.end());
    }
  }
}

model::Frame LayerSplit::before(const at::Tensor& input_ncl, const model::Handler& handler) const {
  auto frame = program_.start(program_.overwrites() ? input_ncl.clone() : input_ncl);
  program_.run(frame, {handler, keep_, &before_});
  return frame;
}

at::Tensor LayerSplit::after(model::Frame frame, const at::Tensor& value) const {
  // What overwrites y must not overwrite the caller's tensor.
  frame[slot_] = program_.overwrites() ? value.clone() : value;
  program_.run(frame, {{}, {}, &after_});
  return frame[program_.output()];
}

PositionLayer find_position_layer(const model::Program& program, const at::Tensor& input_ncl,
                                  const std::string& name) {
  const auto found = survey(program, input_ncl);
  if (name.empty()) return last_layer(program, found, input_ncl.size(0));
  const auto slot = program.layer(name).output;
  if (found.shape[slot].size() != 3) {
    throw Error("layer " + name + " has the shape " + shape_text(found.shape[slot]) +
                ", expected (sequences, channels, positions)");
  }
  return {name, slot, found.axis[slot] == 1 ? 1 : 2};
}

}  // namespace siskin::gradient
