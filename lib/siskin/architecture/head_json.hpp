#pragma once

#include <nlohmann/json.hpp>

#include "siskin/architecture/architecture.hpp"
#include "siskin/architecture/json_node.hpp"

namespace siskin::architecture {

/// {"type": "output" | "profile" | "counts", ...}; keys that are as usual are left out.
nlohmann::json head_to_json(const Head& head);

/// Throws Error naming the place, see parse_architecture().
Head parse_head(const JsonNode& node);

}  // namespace siskin::architecture
