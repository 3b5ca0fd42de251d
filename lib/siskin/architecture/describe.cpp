#include "siskin/architecture/describe.hpp"

#include <algorithm>

#include "siskin/util/error.hpp"

namespace siskin::architecture {
namespace {

constexpr std::int64_t kBases = 4;

constexpr std::int64_t kMostWeights = 1'000'000'000'000'000;  // of a layer; no computer has them

std::int64_t affine(std::int64_t inputs, std::int64_t outputs, bool bias) {
  if (inputs > kMostWeights / std::max<std::int64_t>(outputs, 1)) {
    throw Error("a layer of " + std::to_string(outputs) + " units with " + std::to_string(inputs) +
                " inputs each is too large");
  }
  return inputs * outputs + (bias ? outputs : 0);
}

struct Parameters {
  LayerShape before;

  std::int64_t operator()(const ConvolutionLayer& layer) const {
    return affine(before.channels / layer.groups * layer.width, layer.filters, layer.bias);
  }
  std::int64_t operator()(const DenseLayer& layer) const {
    return affine(before.channels, layer.units, layer.bias);
  }
  std::int64_t operator()(const BatchNormLayer&) const { return 2 * before.channels; }
  std::int64_t operator()(const LayerNormLayer&) const { return 2 * before.channels; }
  std::int64_t operator()(const AttentionLayer& layer) const {
    const auto keys = affine(before.channels, layer.heads * layer.key_width, layer.bias);
    const auto values = layer.heads * layer.values();
    return 2 * keys + affine(before.channels, values, layer.bias) +
           affine(values, before.channels, layer.bias);
  }
  std::int64_t operator()(const PositionalEncodingLayer& layer) const {
    return layer.learned ? affine(before.channels, before.positions, false) : 0;
  }
  template <typename Other>
  std::int64_t operator()(const Other&) const {
    return 0;
  }
};

std::string size_text(const LayerShape& shape) {
  const auto channels = std::to_string(shape.channels);
  return shape.is_flat() ? channels : channels + " x " + std::to_string(shape.positions);
}

// Appends a row a layer; returns the shape behind them.
LayerShape add_layers(std::vector<LayerSummary>& rows, const std::vector<Layer>& layers,
                      LayerShape shape, const std::string& front) {
  const auto names = layer_names(layers);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto name = front + names[i];
    if (const auto* const residual = std::get_if<ResidualLayer>(&layers[i])) {
      add_layers(rows, residual->layers, shape, name + ".");
    }
    const auto behind = next_shape(layers[i], shape);
    rows.push_back(
        {name, layer_type(layers[i]), size_text(behind), std::visit(Parameters{shape}, layers[i])});
    shape = behind;
  }
  return shape;
}

// The dense layer or convolution at the end of a head, and the mixing of its tracks.
struct HeadParameters {
  NetworkShape network;
  std::int64_t outputs;
  LayerShape before;

  std::int64_t operator()(const OutputHead& head) const {
    return affine(before.channels, outputs, head.bias);
  }
  std::int64_t operator()(const ProfileHead& head) const {
    const auto inputs = before.channels + input_controls(head.controls);
    return affine(inputs * head.width, network.tasks * network.strands, head.bias) +
           mixing(head.mix_tracks, head.controls, head.bias);
  }
  std::int64_t operator()(const CountHead& head) const {
    // Logarithms of sums are of all tracks together, sums are by track.
    const auto extra = input_controls(head.controls);
    const auto joined = head.log_controls && extra > 0 ? 1 : extra;
    const auto columns = network.tasks * (head.per_task ? 1 : network.strands);
    return affine(before.channels + joined, columns, head.bias) +
           mixing(head.mix_tracks, head.controls, head.bias);
  }

 private:
  std::int64_t input_controls(Controls controls) const {
    return controls == Controls::kInput ? network.controls : 0;
  }
  std::int64_t mixing(bool mix, Controls controls, bool bias) const {
    if (!mix) return 0;
    const bool joins = controls == Controls::kMatched || controls == Controls::kShared;
    const auto inputs = network.strands * (joins ? 2 : 1);
    return network.tasks * affine(inputs, network.strands, bias);
  }
};

std::string head_output(const Head& head, std::int64_t outputs, const NetworkShape& shape) {
  const auto tracks = shape.tasks * shape.strands;
  if (std::holds_alternative<OutputHead>(head)) return std::to_string(outputs);
  if (std::holds_alternative<ProfileHead>(head)) return size_text({tracks, shape.output_length});
  return std::to_string(std::get<CountHead>(head).per_task ? shape.tasks : tracks);
}

std::string head_type(const Head& head) {
  return std::holds_alternative<OutputHead>(head) ? "output" : head_name(head);
}

const std::vector<Layer>& layers_of(const Head& head) {
  return std::visit([](const auto& one) -> const std::vector<Layer>& { return one.layers; }, head);
}

}  // namespace

std::vector<LayerSummary> describe(const Architecture& architecture, const NetworkShape& shape) {
  const auto whole = complete_shape(architecture, shape);
  check_fits(architecture, whole);
  std::vector<LayerSummary> rows;
  const auto trunk = add_layers(rows, architecture.layers, {kBases, whole.length}, "");
  const auto outputs = head_outputs(architecture, whole.tasks);
  for (std::size_t i = 0; i < architecture.heads.size(); ++i) {
    const auto& head = architecture.heads[i];
    const auto name = head_name(head);
    const auto before = add_layers(rows, layers_of(head), trunk, name + ".");
    rows.push_back({name, head_type(head), head_output(head, outputs[i], whole),
                    std::visit(HeadParameters{whole, outputs[i], before}, head)});
  }
  return rows;
}

std::int64_t parameter_count(const std::vector<LayerSummary>& layers) {
  std::int64_t count = 0;
  for (const auto& layer : layers) count += layer.parameters;
  return count;
}

}  // namespace siskin::architecture
