#include "siskin/architecture/layer_json.hpp"

#include <array>
#include <string>

#include "siskin/architecture/activation_names.hpp"
#include "siskin/architecture/shapes.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::architecture {
namespace {

using nlohmann::json;

constexpr const char* kWithBatchNorm = "with_batch_norm";
constexpr const char* kExponential = "exponential";

const char* padding_word(bool same) { return same ? "same" : "valid"; }

template <typename Kernel>
json bias_to_json(const Kernel& layer) {
  return layer.bias_needs_batch_norm ? json(kWithBatchNorm) : json(layer.bias);
}

void add_unless(json& object, const char* key, std::int64_t value, std::int64_t usual) {
  if (value != usual) object[key] = value;
}

struct ToJson {
  json operator()(const ConvolutionLayer& layer) const {
    json object = {{"filters", layer.filters},
                   {"width", layer.width},
                   {"padding", padding_word(layer.same_padding)},
                   {"bias", bias_to_json(layer)}};
    add_unless(object, "dilation", layer.dilation, 1);
    add_unless(object, "groups", layer.groups, 1);
    add_unless(object, "stride", layer.stride, 1);
    add_initializer(object, layer.initializer);
    return object;
  }
  json operator()(const MaxPoolLayer& layer) const { return pool(layer); }
  json operator()(const AveragePoolLayer& layer) const { return pool(layer); }
  json operator()(const BatchNormLayer& layer) const {
    return {{"epsilon", layer.epsilon}, {"momentum", layer.momentum}};
  }
  json operator()(const LayerNormLayer& layer) const { return {{"epsilon", layer.epsilon}}; }
  json operator()(const ActivationLayer& layer) const {
    json object = {{"function", layer.function}};
    if (layer.scale != 1) object["scale"] = layer.scale;
    return object;
  }
  json operator()(const DropoutLayer& layer) const { return {{"rate", layer.rate}}; }
  json operator()(const DenseLayer& layer) const {
    json object = {{"units", layer.units}, {"bias", bias_to_json(layer)}};
    add_initializer(object, layer.initializer);
    return object;
  }
  json operator()(const CropLayer& layer) const {
    if (layer.length > 0) return {{"length", layer.length}};
    return {{"positions", layer.positions}};
  }
  json operator()(const AttentionLayer& layer) const {
    json object = {{"heads", layer.heads}, {"key_width", layer.key_width}, {"bias", layer.bias}};
    add_unless(object, "value_width", layer.value_width, 0);
    add_initializer(object, layer.initializer);
    return object;
  }
  json operator()(const PositionalEncodingLayer& layer) const {
    return {{"kind", layer.learned ? "learned" : "sinusoidal"}};
  }
  json operator()(const ResidualLayer& layer) const {
    return {{"layers", layers_to_json(layer.layers)}};
  }
  template <typename Bare>
  json operator()(const Bare&) const {
    return json::object();
  }

 private:
  template <typename Pool>
  static json pool(const Pool& layer) {
    json object = {{"width", layer.width}, {"padding", padding_word(layer.same_padding)}};
    add_unless(object, "stride", layer.stride, 0);
    return object;
  }
};

// Reads "bias" of a kernel: true, false or "with_batch_norm".
template <typename Kernel>
void parse_bias(const JsonNode& node, Kernel& layer) {
  layer.bias_needs_batch_norm = node.says("bias", kWithBatchNorm);
  layer.bias = layer.bias_needs_batch_norm || node.flag("bias", false);
}

Layer parse_convolution(const JsonNode& node) {
  node.allow_only({"type", "filters", "width", "padding", "bias", "dilation", "groups", "stride",
                   "initializer"});
  ConvolutionLayer layer;
  layer.filters = node.integer("filters");
  layer.width = node.integer("width");
  layer.same_padding = node.same_padding(true);
  layer.dilation = node.integer("dilation", 1, 1);
  layer.groups = node.integer("groups", 1, 1);
  layer.stride = node.integer("stride", 1, 1);
  layer.initializer = node.initializer();
  parse_bias(node, layer);
  return layer;
}

Layer parse_dense(const JsonNode& node) {
  node.allow_only({"type", "units", "bias", "initializer"});
  DenseLayer layer;
  layer.units = node.integer("units");
  layer.initializer = node.initializer();
  parse_bias(node, layer);
  return layer;
}

template <typename Pool>
Layer parse_pool(const JsonNode& node) {
  node.allow_only({"type", "width", "stride", "padding"});
  Pool layer;
  layer.width = node.integer("width");
  layer.same_padding = node.same_padding(false);
  layer.stride = node.integer("stride", 1, 0);
  if (layer.stride == layer.width) layer.stride = 0;
  return layer;
}

Layer parse_batch_norm(const JsonNode& node) {
  node.allow_only({"type", "epsilon", "momentum"});
  const BatchNormLayer usual;
  return BatchNormLayer{node.share("epsilon", usual.epsilon),
                        node.share("momentum", usual.momentum)};
}

Layer parse_layer_norm(const JsonNode& node) {
  node.allow_only({"type", "epsilon"});
  return LayerNormLayer{node.share("epsilon", LayerNormLayer{}.epsilon)};
}

Layer parse_activation(const JsonNode& node) {
  node.allow_only({"type", "function", "scale"});
  ActivationLayer layer{node.text("function"), node.positive("scale", 1)};
  try {
    check_activation(layer.function);
  } catch (const Error& error) {
    node.fail(error.what());
  }
  if (node.has("scale") && layer.function != kExponential) {
    node.fail("scale: goes with function exponential alone");
  }
  return layer;
}

Layer parse_dropout(const JsonNode& node) {
  node.allow_only({"type", "rate"});
  return DropoutLayer{node.share("rate")};
}

template <typename Bare>
Layer parse_bare(const JsonNode& node) {
  node.allow_only({"type"});
  return Bare{};
}

Layer parse_crop(const JsonNode& node) {
  node.allow_only({"type", "positions", "length"});
  if (node.has("positions") == node.has("length")) node.fail("expected positions or length");
  if (node.has("length")) return CropLayer{0, node.integer("length")};
  return CropLayer{node.integer("positions"), 0};
}

Layer parse_attention(const JsonNode& node) {
  node.allow_only({"type", "heads", "key_width", "value_width", "bias", "initializer"});
  AttentionLayer layer;
  layer.heads = node.integer("heads", 1, 1);
  layer.key_width = node.integer("key_width");
  layer.value_width = node.integer("value_width", 1, 0);
  layer.bias = node.flag("bias", true);
  layer.initializer = node.initializer();
  return layer;
}

Layer parse_positional_encoding(const JsonNode& node) {
  node.allow_only({"type", "kind"});
  return PositionalEncodingLayer{node.word("kind", {"sinusoidal", "learned"}) == "learned"};
}

Layer parse_residual(const JsonNode& node) {
  node.allow_only({"type", "layers"});
  return ResidualLayer{parse_layers(node)};
}

struct Parser {
  const char* type;
  Layer (*parse)(const JsonNode&);
};

constexpr std::array<Parser, 15> kParsers = {{
    {"conv", parse_convolution},
    {"max_pool", parse_pool<MaxPoolLayer>},
    {"average_pool", parse_pool<AveragePoolLayer>},
    {"global_max_pool", parse_bare<GlobalMaxPoolLayer>},
    {"global_average_pool", parse_bare<GlobalAveragePoolLayer>},
    {"batch_norm", parse_batch_norm},
    {"layer_norm", parse_layer_norm},
    {"activation", parse_activation},
    {"dropout", parse_dropout},
    {"flatten", parse_bare<FlattenLayer>},
    {"dense", parse_dense},
    {"residual", parse_residual},
    {"crop", parse_crop},
    {"attention", parse_attention},
    {"positional_encoding", parse_positional_encoding},
}};

}  // namespace

void add_initializer(json& object, const Initializer& initializer) {
  if (initializer != Initializer{}) object["initializer"] = to_string(initializer);
}

json layer_to_json(const Layer& layer) {
  json object = std::visit(ToJson{}, layer);
  object["type"] = layer_type(layer);
  return object;
}

json layers_to_json(const std::vector<Layer>& layers) {
  json list = json::array();
  for (const auto& layer : layers) list.push_back(layer_to_json(layer));
  return list;
}

Layer parse_layer(const JsonNode& node) {
  node.expect_object();
  const auto type = node.text("type");
  std::string known;
  for (const auto& one : kParsers) {
    if (type == one.type) return one.parse(node);
    known += std::string(known.empty() ? "" : ", ") + one.type;
  }
  node.fail("found type " + util::quoted(type) + ", expected one of " + known);
}

std::vector<Layer> parse_layers(const JsonNode& node) {
  const auto items = node.items("layers");
  std::vector<Layer> layers;
  layers.reserve(items.size());
  for (const auto& item : items) layers.push_back(parse_layer(item));
  return layers;
}

}  // namespace siskin::architecture
