#include "siskin/model/metadata.hpp"

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

using nlohmann::json;

OutputKind parse_kind(const std::string& word) {
  if (word == "logit") return OutputKind::kLogit;
  if (word == "value") return OutputKind::kValue;
  throw Error("output_kind: found " + util::quoted(word) + ", expected logit or value");
}

Metadata read_fields(const json& document) {
  if (!document.is_object()) throw Error("found no JSON object");
  Metadata metadata;
  metadata.rest = document;
  if (document.contains("input_length")) {
    metadata.input_length = document.at("input_length").get<std::int64_t>();
  }
  if (document.contains("output_names")) {
    metadata.output_names = document.at("output_names").get<std::vector<std::string>>();
  }
  if (document.contains("output_kind")) {
    metadata.output_kind = parse_kind(document.at("output_kind").get<std::string>());
  }
  for (const char* name : {"input_length", "output_names", "output_kind"})
    metadata.rest.erase(name);
  return metadata;
}

}  // namespace

json to_json(const Metadata& metadata) {
  json document = metadata.rest;
  if (metadata.input_length) document["input_length"] = *metadata.input_length;
  document["output_names"] = metadata.output_names;
  document["output_kind"] = metadata.output_kind == OutputKind::kLogit ? "logit" : "value";
  return document;
}

Metadata parse_metadata(const std::string& text, const std::string& source) {
  try {
    return read_fields(json::parse(text));
  } catch (const std::exception& error) {
    throw Error(source + ": siskin.json: " + error.what());
  }
}

}  // namespace siskin::model
