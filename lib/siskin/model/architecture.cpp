#include "siskin/model/architecture.hpp"

#include "siskin/model/activation.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

using nlohmann::json;

// conv -> batch norm -> activation -> dropout, the order of Koo & Ploenzke 2021.
void add_convolution_block(Architecture& net, const ConvolutionLayer& convolution,
                           const std::string& activation, double dropout) {
  net.layers.emplace_back(convolution);
  net.layers.emplace_back(BatchNormLayer{});
  net.layers.emplace_back(ActivationLayer{activation});
  net.layers.emplace_back(DropoutLayer{dropout});
}

void add_dense_head(Architecture& net, std::int64_t units) {
  net.layers.emplace_back(FlattenLayer{});
  net.layers.emplace_back(DenseLayer{units, false});
  net.layers.emplace_back(BatchNormLayer{});
  net.layers.emplace_back(ActivationLayer{"relu"});
  net.layers.emplace_back(DropoutLayer{0.5});
}

Architecture cnn_local(const std::string& activation) {
  Architecture net{"cnn-local", {}};
  add_convolution_block(net, {24, 19, true, false}, activation, 0.1);
  net.layers.emplace_back(MaxPoolLayer{50, false});
  add_convolution_block(net, {48, 3, true, false}, "relu", 0.2);
  net.layers.emplace_back(MaxPoolLayer{2, false});
  add_dense_head(net, 96);
  return net;
}

Architecture cnn_dist(const std::string& activation) {
  Architecture net{"cnn-dist", {}};
  add_convolution_block(net, {24, 19, true, false}, activation, 0.1);
  add_convolution_block(net, {32, 7, true, false}, "relu", 0.2);
  net.layers.emplace_back(MaxPoolLayer{4, false});
  add_convolution_block(net, {48, 7, false, false}, "relu", 0.3);
  net.layers.emplace_back(MaxPoolLayer{4, false});
  add_convolution_block(net, {64, 3, false, false}, "relu", 0.4);
  net.layers.emplace_back(MaxPoolLayer{3, true});
  add_dense_head(net, 96);
  return net;
}

const char* padding_word(bool same) { return same ? "same" : "valid"; }

struct ToJson {
  json operator()(const ConvolutionLayer& layer) const {
    return {{"type", "conv"},
            {"filters", layer.filters},
            {"width", layer.width},
            {"padding", padding_word(layer.same_padding)},
            {"bias", layer.bias}};
  }
  json operator()(const MaxPoolLayer& layer) const {
    return {{"type", "max_pool"},
            {"width", layer.width},
            {"padding", padding_word(layer.same_padding)}};
  }
  json operator()(const BatchNormLayer& layer) const {
    return {{"type", "batch_norm"}, {"epsilon", layer.epsilon}, {"momentum", layer.momentum}};
  }
  json operator()(const ActivationLayer& layer) const {
    return {{"type", "activation"}, {"function", layer.function}};
  }
  json operator()(const DropoutLayer& layer) const {
    return {{"type", "dropout"}, {"rate", layer.rate}};
  }
  json operator()(const FlattenLayer&) const { return {{"type", "flatten"}}; }
  json operator()(const DenseLayer& layer) const {
    return {{"type", "dense"}, {"units", layer.units}, {"bias", layer.bias}};
  }
};

// The shape behind each layer, given the shape in front of it.
struct NextShape {
  LayerShape before;

  LayerShape operator()(const ConvolutionLayer& layer) const {
    const auto lost = layer.same_padding ? 0 : layer.width - 1;
    return {layer.filters, before.positions - lost};
  }
  LayerShape operator()(const MaxPoolLayer& layer) const {
    const auto extra = layer.same_padding ? layer.width - 1 : 0;
    return {before.channels, (before.positions + extra) / layer.width};
  }
  LayerShape operator()(const FlattenLayer&) const {
    return {before.channels * before.positions, 0};
  }
  LayerShape operator()(const DenseLayer& layer) const { return {layer.units, 0}; }
  template <typename Elementwise>
  LayerShape operator()(const Elementwise&) const {
    return before;
  }
};

bool is_positional(const Layer& layer) {
  return std::holds_alternative<ConvolutionLayer>(layer) ||
         std::holds_alternative<MaxPoolLayer>(layer) || std::holds_alternative<FlattenLayer>(layer);
}

}  // namespace

const std::vector<std::string>& architecture_names() {
  static const std::vector<std::string> names = {"cnn-local", "cnn-dist"};
  return names;
}

Architecture named_architecture(const std::string& name, const std::string& first_activation) {
  activation_source(first_activation);  // refuses unknown names
  if (name == "cnn-local") return cnn_local(first_activation);
  if (name == "cnn-dist") return cnn_dist(first_activation);
  throw Error("architecture: found " + util::quoted(name) + ", expected cnn-local or cnn-dist");
}

json to_json(const Architecture& architecture) {
  json layers = json::array();
  for (const auto& layer : architecture.layers) layers.push_back(std::visit(ToJson{}, layer));
  return {{"name", architecture.name}, {"layers", layers}};
}

std::vector<LayerShape> layer_shapes(const Architecture& architecture, std::int64_t length) {
  std::vector<LayerShape> shapes;
  LayerShape shape{4, length};
  for (std::size_t i = 0; i < architecture.layers.size(); ++i) {
    const auto& layer = architecture.layers[i];
    const std::string where = architecture.name + ", layer " + std::to_string(i + 1) + ": ";
    if (is_positional(layer) && shape.positions == 0) throw Error(where + "comes after flatten");
    if (std::holds_alternative<DenseLayer>(layer) && shape.positions != 0) {
      throw Error(where + "a dense layer needs flatten before it");
    }
    shape = std::visit(NextShape{shape}, layer);
    const bool flat = std::holds_alternative<FlattenLayer>(layer) || shape.channels == 0;
    if (is_positional(layer) && !flat && shape.positions <= 0) {
      throw Error(where + "nothing is left of a sequence of " + std::to_string(length) + " bases");
    }
    shapes.push_back(shape);
  }
  return shapes;
}

}  // namespace siskin::model
