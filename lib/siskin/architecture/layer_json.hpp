#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "siskin/architecture/architecture.hpp"
#include "siskin/architecture/json_node.hpp"

namespace siskin::architecture {

/// {"type": "conv", "filters": 24, ...}: what is as usual and has come late to the format is left
/// out.
nlohmann::json layer_to_json(const Layer& layer);
nlohmann::json layers_to_json(const std::vector<Layer>& layers);

/// Throws Error naming the place, see parse_architecture().
Layer parse_layer(const JsonNode& node);
/// The list under "layers" of an object.
std::vector<Layer> parse_layers(const JsonNode& node);

/// Adds the key "initializer", unless it is the usual one.
void add_initializer(nlohmann::json& object, const Initializer& initializer);

}  // namespace siskin::architecture
