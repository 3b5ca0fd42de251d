#pragma once

#include <string>

#include "siskin/model/architecture.hpp"

namespace siskin::model {

/// Reads an architecture from JSON as to_json() writes it:
///
///   {"name": "two-layers", "layers": [
///     {"type": "conv", "filters": 32, "width": 11, "padding": "same", "bias": false},
///     {"type": "batch_norm", "epsilon": 0.001, "momentum": 0.01},
///     {"type": "activation", "function": "relu"}, {"type": "dropout", "rate": 0.1},
///     {"type": "max_pool", "width": 4, "padding": "valid"},
///     {"type": "flatten"}, {"type": "dense", "units": 64, "bias": false}]}
///
/// padding, bias, epsilon and momentum may be left out and are then as above. Throws Error
/// ("source: layers/3: ...") for what is no JSON, a key or type that does not exist, or a value out
/// of range. Whether the layers fit a sequence is for layer_shapes() to say.
Architecture parse_architecture(const std::string& text, const std::string& source);

/// Replaces the function of the first activation layer, if there is one.
void set_first_activation(Architecture& architecture, const std::string& function);

/// Function of the first activation layer; empty without one.
std::string first_activation(const Architecture& architecture);

}  // namespace siskin::model
