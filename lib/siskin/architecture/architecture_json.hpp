#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "siskin/architecture/architecture.hpp"

namespace siskin::architecture {

/// {"name": ..., "layers": [{"type": "conv", "filters": 24, ...}, ...], "heads": [...]}; heads and
/// other keys that are as usual are left out.
nlohmann::json to_json(const Architecture& architecture);

/// Reads an architecture from JSON as to_json() writes it:
///
///   {"name": "two-layers", "layers": [
///     {"type": "conv", "filters": 32, "width": 11, "padding": "same", "bias": false},
///     {"type": "batch_norm", "epsilon": 0.001, "momentum": 0.01},
///     {"type": "activation", "function": "relu"}, {"type": "dropout", "rate": 0.1},
///     {"type": "max_pool", "width": 4, "padding": "valid"},
///     {"type": "flatten"}, {"type": "dense", "units": 64, "bias": false}]}
///
/// architecture.schema.json says every key. Most may be left out and are then as the members of the
/// layers in architecture.hpp. Throws Error ("source: layers/3: ...") for what is no JSON, a key or
/// type that does not exist, or a value out of range. Whether the layers fit a sequence is for
/// check_fits() to say.
Architecture parse_architecture(const std::string& text, const std::string& source);

}  // namespace siskin::architecture
