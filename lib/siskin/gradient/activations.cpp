#include "siskin/gradient/activations.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <unordered_set>

#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using model::OperationKind;
using model::Program;
using model::Slot;

bool is_convolution(const Operation& operation) {
  static const std::unordered_set<std::string> names{"aten::conv1d", "aten::conv2d",
                                                     "aten::convolution", "aten::_convolution"};
  return names.count(operation.name) > 0;
}

// What may stand between a convolution and its activation without mixing filters or positions.
bool keeps_filters_apart(const Operation& operation) {
  static const std::unordered_set<std::string> names{"aten::batch_norm", "aten::add", "aten::sub",
                                                     "aten::mul", "aten::div"};
  return operation.kind == OperationKind::kView ||
         (operation.kind == OperationKind::kLinear && names.count(operation.name) > 0);
}

// Undefined when the argument is no constant.
at::Tensor constant_of(const Program& program, const Operation& operation, std::size_t argument) {
  const auto& value = operation.arguments.at(argument);
  if (!value.is_constant()) return program.constants()[value.slots[0]];
  return value.constant.isTensor() ? value.constant.toTensor() : at::Tensor();
}

bool uses(const Operation& operation, Slot slot) {
  return std::find(operation.active.begin(), operation.active.end(), slot) !=
         operation.active.end();
}

std::string name_of(const Program& program, Slot slot) {
  for (const auto& layer : program.layers()) {
    if (layer.output == slot) return layer.name;
  }
  return "of the filters";
}

std::string text_of(at::IntArrayRef sizes) {
  std::string text;
  for (const std::int64_t size : sizes) text += (text.empty() ? "" : ",") + std::to_string(size);
  return "(" + text + ")";
}

}  // namespace

std::size_t first_convolution(const Program& program) {
  const auto& operations = program.operations();
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (!is_convolution(operations[i])) continue;
    const auto& input = operations[i].arguments.at(0);
    const bool reads_sequence = !input.is_constant() && uses(operations[i], input.slots[0]);
    if (reads_sequence && constant_of(program, operations[i], 1).defined()) return i;
  }
  throw Error("the model has no convolution of the sequence, whose filters could be shown");
}

LayerOutput filter_layer(const Program& program) {
  const auto& operations = program.operations();
  const std::size_t first = first_convolution(program);
  Slot current = operations[first].results.at(0).slots.at(0);
  for (std::size_t i = first + 1; i < operations.size(); ++i) {
    const auto& operation = operations[i];
    if (!uses(operation, current)) continue;
    const bool is_activation = operation.kind == OperationKind::kElementwise;
    if (!is_activation && !keeps_filters_apart(operation)) {
      throw Error("the first convolution, " + operations[first].label() + ", is followed by " +
                  operation.label() +
                  " and not by an activation: name the layer of the filters with --layer");
    }
    current = operation.results.at(0).slots.at(0);
    if (is_activation) return {name_of(program, current), current, i + 1};
  }
  throw Error("no activation follows the first convolution, " + operations[first].label() +
              ": name the layer of the filters with --layer");
}

LayerOutput find_layer(const Program& program, const std::string& name) {
  if (name.empty()) return filter_layer(program);
  const Slot slot = program.layer(name).output;
  // Who overwrites memory may do so through another view of it; then only a full run is safe. (A
  // layer that is overwritten later is none, see Program.)
  const auto producer = program.producer(slot);
  const bool whole = program.overwrites() || !producer;
  return {name, slot, whole ? program.operations().size() : *producer + 1};
}

at::Tensor filter_weights(const Program& program) {
  const auto& operation = program.operations()[first_convolution(program)];
  const auto weights = constant_of(program, operation, 1);
  const auto sizes = weights.sizes();
  const bool plain = sizes.size() == 3 && sizes[1] == 4;
  // A two-dimensional convolution of (N,1,4,L), (N,4,1,L) or (N,4,L,1).
  const bool flat = sizes.size() == 4 && ((sizes[1] == 1 && sizes[2] == 4) ||
                                          (sizes[1] == 4 && (sizes[2] == 1 || sizes[3] == 1)));
  if (!plain && !flat) {
    throw Error(operation.label() + " has weights of shape " + text_of(sizes) +
                ", expected (filters,4,width)");
  }
  return weights.detach().reshape({sizes[0], 4, -1}).to(at::kCPU, at::kFloat).contiguous();
}

at::Tensor activations(const model::Function& function, const at::Tensor& onehot_ncl,
                       const std::string& layer) {
  const torch::NoGradGuard no_grad;
  const auto rows = onehot_ncl.size(0);
  const auto program = function.program(rows, onehot_ncl.size(2));
  const auto found = find_layer(*program, layer);
  std::vector<bool> selected(program->operations().size(), false);
  std::fill_n(selected.begin(), found.end, true);
  auto frame = program->start(function.to_model(onehot_ncl));
  program->run(frame, {{}, {found.slot}, &selected});
  const auto& values = frame[found.slot];
  if (values.dim() == 0 || values.size(0) != rows) {
    throw Error("layer " + found.name + " has the shape " + text_of(values.sizes()) + " for " +
                std::to_string(rows) + " sequences, expected them in the first dimension");
  }
  return values.to(at::kCPU, at::kFloat).contiguous();
}

std::vector<LayerShape> layer_shapes(const model::Function& function, std::int64_t length) {
  const torch::NoGradGuard no_grad;
  const auto program = function.program(1, length);
  auto frame = program->start(function.to_model(torch::zeros({1, 4, length})));
  std::vector<Slot> outputs;
  for (const auto& layer : program->layers()) outputs.push_back(layer.output);
  program->run(frame, {{}, outputs, nullptr});
  std::vector<LayerShape> shapes;
  for (const auto& layer : program->layers()) {
    auto shape = frame[layer.output].sizes().vec();
    if (!shape.empty() && shape.front() == 1) shape.erase(shape.begin());
    shapes.push_back({layer.name, layer.type, shape});
  }
  return shapes;
}

}  // namespace siskin::gradient
