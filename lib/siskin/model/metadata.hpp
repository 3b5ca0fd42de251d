#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace siskin::model {

/// What a number that leaves the model means.
enum class OutputKind {
  kLogit,  ///< log odds; the probability is its sigmoid
  kValue,  ///< a prediction as it stands
};

/// The extra file siskin.json inside a model.
struct Metadata {
  std::optional<std::int64_t> input_length;
  std::vector<std::string> output_names;
  OutputKind output_kind = OutputKind::kLogit;
  /// Everything else that siskin-train wrote (architecture, options, seed, version, metrics).
  nlohmann::json rest = nlohmann::json::object();
};

nlohmann::json to_json(const Metadata& metadata);
/// Throws Error ("source: siskin.json: ...") for text that is no JSON or has fields of another
/// type.
Metadata parse_metadata(const std::string& text, const std::string& source);

}  // namespace siskin::model
