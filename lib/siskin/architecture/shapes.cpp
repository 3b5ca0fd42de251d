#include "siskin/architecture/shapes.hpp"

#include <algorithm>
#include <map>

#include "siskin/util/error.hpp"

namespace siskin::architecture {
namespace {

constexpr std::int64_t kBases = 4;
constexpr std::int64_t kMostUnits =
    1'000'000'000'000;  // so that numbers of weights do not overflow

std::string text(std::int64_t value) { return std::to_string(value); }

// The shape behind each layer, given the shape in front of it.
struct NextShape {
  LayerShape before;

  LayerShape operator()(const ConvolutionLayer& layer) const {
    needs_positions("conv");
    if (before.channels % layer.groups != 0 || layer.filters % layer.groups != 0) {
      throw Error("found " + text(before.channels) + " channels and " + text(layer.filters) +
                  " filters, expected multiples of " + text(layer.groups) + " groups");
    }
    return {layer.filters,
            windows((layer.width - 1) * layer.dilation + 1, layer.stride, layer.same_padding)};
  }
  LayerShape operator()(const MaxPoolLayer& layer) const { return pooled(layer); }
  LayerShape operator()(const AveragePoolLayer& layer) const { return pooled(layer); }
  LayerShape operator()(const GlobalMaxPoolLayer&) const { return pooled_whole(); }
  LayerShape operator()(const GlobalAveragePoolLayer&) const { return pooled_whole(); }
  LayerShape operator()(const FlattenLayer&) const {
    needs_positions("flatten");
    if (before.positions > kMostUnits / before.channels) {
      throw Error("flattens to more than " + text(kMostUnits) + " units");
    }
    return {before.channels * before.positions, 0};
  }
  LayerShape operator()(const DenseLayer& layer) const {
    if (!before.is_flat()) throw Error("a dense layer needs flatten or a global pool before it");
    return {layer.units, 0};
  }
  LayerShape operator()(const CropLayer& layer) const {
    needs_positions("crop");
    const auto left = layer.length > 0 ? layer.length : before.positions - 2 * layer.positions;
    if (left < 1 || left > before.positions) {
      throw Error("crops " + text(before.positions) + " positions to " + text(left));
    }
    return {before.channels, left};
  }
  LayerShape operator()(const AttentionLayer&) const {
    needs_positions("attention");
    return before;
  }
  LayerShape operator()(const PositionalEncodingLayer&) const {
    needs_positions("positional_encoding");
    return before;
  }
  LayerShape operator()(const ResidualLayer& layer) const {
    const auto inside = shape_behind(layer.layers, before, "");
    if (inside.channels != before.channels || inside.is_flat() != before.is_flat()) {
      throw Error("adds " + text(inside.channels) + " channels to " + text(before.channels));
    }
    if (inside.positions > before.positions) throw Error("adds to more positions than came in");
    return inside;
  }
  template <typename Elementwise>
  LayerShape operator()(const Elementwise&) const {
    return before;
  }

 private:
  void needs_positions(const char* type) const {
    if (before.is_flat()) throw Error(std::string(type) + " comes after flatten");
  }
  template <typename Pool>
  LayerShape pooled(const Pool& layer) const {
    needs_positions("a pool");
    return {before.channels, windows(layer.width, layer.step(), layer.same_padding)};
  }
  LayerShape pooled_whole() const {
    needs_positions("a global pool");
    return {before.channels, 0};
  }
  // What leaves no position at all would look flat.
  std::int64_t windows(std::int64_t span, std::int64_t stride, bool same) const {
    const auto padding = window_padding(before.positions, span, stride, same);
    const auto free = before.positions + padding.left + padding.right - span;
    if (free < 0) throw Error("nothing is left of " + text(before.positions) + " positions");
    return free / stride + 1;
  }
};

// Tracks that each kind of controls consists of; -1: any number.
std::int64_t expected_controls(Controls controls, const NetworkShape& shape) {
  switch (controls) {
    case Controls::kMatched:
      return shape.tasks * shape.strands;
    case Controls::kShared:
      return shape.strands;
    case Controls::kNone:
    case Controls::kInput:
      return -1;
  }
  return -1;
}

struct CheckHead {
  const NetworkShape& shape;
  LayerShape trunk;

  void operator()(const OutputHead& head) const {
    const auto behind = shape_behind(head.layers, trunk, head.name + ".");
    if (!behind.is_flat()) throw Error(head.name + ": needs flatten or a global pool before it");
  }
  void operator()(const ProfileHead& head) const {
    const auto behind = shape_behind(head.layers, trunk, "profile.");
    check_controls(head.controls, "profile");
    const auto span = head.same_padding ? 1 : head.width;
    if (behind.is_flat() || behind.positions - span + 1 < shape.output_length) {
      throw Error("profile: found " + text(behind.positions) + " positions, expected at least " +
                  text(shape.output_length + span - 1) + " for an output of " +
                  text(shape.output_length));
    }
    if (head.controls == Controls::kInput && behind.positions > shape.length) {
      throw Error("profile: has more positions than the controls");
    }
  }
  void operator()(const CountHead& head) const {
    const auto behind = shape_behind(head.layers, trunk, "counts.");
    check_controls(head.controls, "counts");
    const auto wanted = head.margin < 0 ? 1 : shape.output_length + 2 * head.margin;
    if (behind.is_flat() || behind.positions < wanted) {
      throw Error("counts: found " + text(behind.positions) + " positions, expected at least " +
                  text(wanted));
    }
    if (shape.output_length + 2 * head.control_margin > shape.length) {
      throw Error("counts: control_margin " + text(head.control_margin) +
                  " reaches beyond the input of " + text(shape.length));
    }
  }

 private:
  void check_controls(Controls controls, const std::string& name) const {
    const auto expected = expected_controls(controls, shape);
    if (expected >= 0 && shape.controls != expected) {
      throw Error(name + ": found " + text(shape.controls) + " control tracks, expected " +
                  text(expected));
    }
  }
};

bool uses_controls(const Head& head) {
  if (const auto* const profile = std::get_if<ProfileHead>(&head)) {
    return profile->controls != Controls::kNone;
  }
  const auto* const counts = std::get_if<CountHead>(&head);
  return counts != nullptr && counts->controls != Controls::kNone;
}

struct LayerType {
  const char* operator()(const ConvolutionLayer&) const { return "conv"; }
  const char* operator()(const MaxPoolLayer&) const { return "max_pool"; }
  const char* operator()(const AveragePoolLayer&) const { return "average_pool"; }
  const char* operator()(const GlobalMaxPoolLayer&) const { return "global_max_pool"; }
  const char* operator()(const GlobalAveragePoolLayer&) const { return "global_average_pool"; }
  const char* operator()(const BatchNormLayer&) const { return "batch_norm"; }
  const char* operator()(const LayerNormLayer&) const { return "layer_norm"; }
  const char* operator()(const ActivationLayer&) const { return "activation"; }
  const char* operator()(const DropoutLayer&) const { return "dropout"; }
  const char* operator()(const FlattenLayer&) const { return "flatten"; }
  const char* operator()(const DenseLayer&) const { return "dense"; }
  const char* operator()(const CropLayer&) const { return "crop"; }
  const char* operator()(const AttentionLayer&) const { return "attention"; }
  const char* operator()(const PositionalEncodingLayer&) const { return "positional_encoding"; }
  const char* operator()(const ResidualLayer&) const { return "residual"; }
};

}  // namespace

Padding window_padding(std::int64_t positions, std::int64_t width, std::int64_t stride, bool same) {
  if (!same) return {};
  const auto windows = (positions + stride - 1) / stride;
  const auto total = std::max<std::int64_t>(0, (windows - 1) * stride + width - positions);
  return {total / 2, total - total / 2};
}

const char* layer_type(const Layer& layer) { return std::visit(LayerType{}, layer); }

std::vector<std::string> layer_names(const std::vector<Layer>& layers) {
  std::map<std::string, int> seen;
  std::vector<std::string> names;
  names.reserve(layers.size());
  for (const auto& layer : layers) {
    const std::string type = layer_type(layer);
    names.push_back(type + std::to_string(++seen[type]));
  }
  return names;
}

LayerShape next_shape(const Layer& layer, const LayerShape& before) {
  return std::visit(NextShape{before}, layer);
}

LayerShape shape_behind(const std::vector<Layer>& layers, LayerShape before,
                        const std::string& where) {
  const auto names = layer_names(layers);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    try {
      before = next_shape(layers[i], before);
    } catch (const Error& error) {
      throw Error(where + names[i] + ": " + error.what());
    }
  }
  return before;
}

std::vector<LayerShape> layer_shapes(const Architecture& architecture, std::int64_t length) {
  const auto names = layer_names(architecture.layers);
  std::vector<LayerShape> shapes;
  LayerShape shape{kBases, length};
  for (std::size_t i = 0; i < architecture.layers.size(); ++i) {
    try {
      shape = next_shape(architecture.layers[i], shape);
    } catch (const Error& error) {
      throw Error(architecture.name + ", " + text(length) + " bases: " + names[i] + ": " +
                  error.what());
    }
    shapes.push_back(shape);
  }
  return shapes;
}

std::string head_name(const Head& head) {
  if (const auto* const output = std::get_if<OutputHead>(&head)) return output->name;
  return std::holds_alternative<ProfileHead>(head) ? "profile" : "counts";
}

NetworkShape complete_shape(const Architecture& architecture, NetworkShape shape) {
  if (shape.length == 0) shape.length = architecture.input_length;
  if (shape.length == 0) throw Error(architecture.name + ": the length of the input is missing");
  if (!has_profiles(architecture)) {
    if (shape.output_length == 0) return shape;
    throw Error(architecture.name + ": has no profile, but found an output length of " +
                text(shape.output_length));
  }
  if (shape.output_length == 0) shape.output_length = architecture.output_length;
  if (shape.output_length == 0) {
    throw Error(architecture.name + ": the length of the profile is missing");
  }
  return shape;
}

std::vector<std::int64_t> head_outputs(const Architecture& architecture, std::int64_t tasks) {
  std::vector<std::int64_t> outputs;
  std::int64_t rest = tasks;
  std::size_t open = architecture.heads.size();
  for (const auto& head : architecture.heads) {
    const auto* const output = std::get_if<OutputHead>(&head);
    outputs.push_back(output == nullptr ? 0 : output->outputs);
    rest -= outputs.back();
    if (output != nullptr && output->outputs == 0) open = outputs.size() - 1;
  }
  if (has_profiles(architecture)) return outputs;
  const bool has_open = open < outputs.size();
  if (has_open) outputs[open] = rest;
  if (has_open ? rest < 1 : rest != 0) {
    throw Error(architecture.name + ": found " + text(tasks) + " tasks, expected " +
                (has_open ? "more than " : "") + text(tasks - rest));
  }
  return outputs;
}

void check_fits(const Architecture& architecture, const NetworkShape& shape) {
  const auto shapes = layer_shapes(architecture, shape.length);
  const auto trunk = shapes.empty() ? LayerShape{kBases, shape.length} : shapes.back();
  head_outputs(architecture, shape.tasks);
  const auto& heads = architecture.heads;
  if (shape.controls > 0 && std::none_of(heads.begin(), heads.end(), uses_controls)) {
    throw Error(architecture.name + ": uses no controls, but found " + text(shape.controls) +
                " control tracks");
  }
  for (const auto& head : heads) {
    try {
      std::visit(CheckHead{shape, trunk}, head);
    } catch (const Error& error) {
      throw Error(architecture.name + ", " + text(shape.length) + " bases: " + error.what());
    }
  }
}

}  // namespace siskin::architecture
