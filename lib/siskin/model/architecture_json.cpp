#include "siskin/model/architecture_json.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "siskin/model/activation.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

using nlohmann::json;

constexpr std::int64_t kLargest = 1'000'000;

// An object of the file with its place, for messages.
class Node {
 public:
  Node(const json& value, std::string where) : value_(value), where_(std::move(where)) {}

  void allow_only(const std::vector<std::string>& known) const {
    if (!value_.is_object()) fail("expected an object");
    for (const auto& [key, unused] : value_.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      std::string list;
      for (const auto& name : known) list += (list.empty() ? "" : ", ") + name;
      fail("found key " + util::quoted(key) + ", expected " + list);
    }
  }

  std::int64_t integer(const std::string& key) const {
    const json& found = required(key);
    if (!found.is_number_integer() || found < 1 || found > kLargest) {
      fail(key + ": found " + found.dump() + ", expected an integer of at least 1");
    }
    return found.get<std::int64_t>();
  }

  double real(const std::string& key, std::optional<double> otherwise = std::nullopt) const {
    if (otherwise && !value_.contains(key)) return *otherwise;
    const json& found = required(key);
    if (!found.is_number() || found < 0.0 || found >= 1.0) {
      fail(key + ": found " + found.dump() + ", expected a number from 0 to below 1");
    }
    return found.get<double>();
  }

  bool flag(const std::string& key) const {
    if (!value_.contains(key)) return false;
    if (!value_.at(key).is_boolean()) fail(key + ": expected true or false");
    return value_.at(key).get<bool>();
  }

  std::string text(const std::string& key) const {
    if (!required(key).is_string()) fail(key + ": expected a text");
    return value_.at(key).get<std::string>();
  }

  bool same_padding(bool otherwise) const {
    if (!value_.contains("padding")) return otherwise;
    const auto word = text("padding");
    if (word == "same") return true;
    if (word != "valid") fail("padding: found " + util::quoted(word) + ", expected same or valid");
    return false;
  }

  [[noreturn]] void fail(const std::string& message) const { throw Error(where_ + ": " + message); }

 private:
  const json& required(const std::string& key) const {
    if (!value_.contains(key)) fail(key + " is missing");
    return value_.at(key);
  }

  const json& value_;
  std::string where_;
};

std::string known_activation(const Node& node) {
  auto function = node.text("function");
  try {
    activation_source(function);
  } catch (const Error& error) {
    node.fail(error.what());
  }
  return function;
}

Layer parse_layer(const json& value, const std::string& where) {
  const Node node(value, where);
  if (!value.is_object()) node.fail("expected an object");
  const auto type = node.text("type");
  if (type == "conv") {
    node.allow_only({"type", "filters", "width", "padding", "bias"});
    return ConvolutionLayer{node.integer("filters"), node.integer("width"), node.same_padding(true),
                            node.flag("bias")};
  }
  if (type == "max_pool") {
    node.allow_only({"type", "width", "padding"});
    return MaxPoolLayer{node.integer("width"), node.same_padding(false)};
  }
  if (type == "batch_norm") {
    node.allow_only({"type", "epsilon", "momentum"});
    const BatchNormLayer usual;
    return BatchNormLayer{node.real("epsilon", usual.epsilon),
                          node.real("momentum", usual.momentum)};
  }
  if (type == "activation") {
    node.allow_only({"type", "function"});
    return ActivationLayer{known_activation(node)};
  }
  if (type == "dropout") {
    node.allow_only({"type", "rate"});
    return DropoutLayer{node.real("rate")};
  }
  if (type == "flatten") {
    node.allow_only({"type"});
    return FlattenLayer{};
  }
  if (type == "dense") {
    node.allow_only({"type", "units", "bias"});
    return DenseLayer{node.integer("units"), node.flag("bias")};
  }
  node.fail("found type " + util::quoted(type) +
            ", expected conv, max_pool, batch_norm, activation, dropout, flatten or dense");
}

json parse_document(const std::string& text, const std::string& source) {
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    throw Error(source + ": is no JSON: mistake at byte " + std::to_string(error.byte));
  }
}

}  // namespace

Architecture parse_architecture(const std::string& text, const std::string& source) {
  const json document = parse_document(text, source);
  const Node node(document, source);
  node.allow_only({"name", "layers"});
  Architecture architecture;
  architecture.name = node.text("name");
  if (!document.contains("layers") || !document.at("layers").is_array() ||
      document.at("layers").empty()) {
    node.fail("layers: expected a list of layers");
  }
  const auto& layers = document.at("layers");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    architecture.layers.push_back(
        parse_layer(layers.at(i), source + ": layers/" + std::to_string(i)));
  }
  return architecture;
}

void set_first_activation(Architecture& architecture, const std::string& function) {
  activation_source(function);  // refuses unknown names
  for (auto& layer : architecture.layers) {
    if (auto* const activation = std::get_if<ActivationLayer>(&layer)) {
      activation->function = function;
      return;
    }
  }
}

std::string first_activation(const Architecture& architecture) {
  for (const auto& layer : architecture.layers) {
    if (const auto* const activation = std::get_if<ActivationLayer>(&layer)) {
      return activation->function;
    }
  }
  return "";
}

}  // namespace siskin::model
