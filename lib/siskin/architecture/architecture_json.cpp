#include "siskin/architecture/architecture_json.hpp"

#include <algorithm>
#include <set>

#include "siskin/architecture/head_json.hpp"
#include "siskin/architecture/json_node.hpp"
#include "siskin/architecture/layer_json.hpp"
#include "siskin/architecture/shapes.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::architecture {
namespace {

using nlohmann::json;

json parse_document(const std::string& text, const std::string& source) {
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    throw Error(source + ": is no JSON: mistake at byte " + std::to_string(error.byte));
  }
}

// Heads must have different names, and not both values and profiles; one output head may leave its
// number of outputs open.
void check_heads(const JsonNode& node, const Architecture& architecture) {
  std::set<std::string> names;
  const auto layers = layer_names(architecture.layers);
  names.insert(layers.begin(), layers.end());
  int open = 0;
  int outputs = 0;
  for (const auto& head : architecture.heads) {
    const auto name = head_name(head);
    if (!names.insert(name).second) node.fail("heads: found " + util::quoted(name) + " twice");
    if (const auto* const output = std::get_if<OutputHead>(&head)) {
      ++outputs;
      if (output->outputs == 0) ++open;
    }
  }
  if (outputs > 0 && has_profiles(architecture)) {
    node.fail("heads: found output heads beside a profile or counts, expected one sort");
  }
  if (open > 1) node.fail("heads: found several output heads without outputs, expected one");
}

}  // namespace

json to_json(const Architecture& architecture) {
  json object = {{"name", architecture.name}, {"layers", layers_to_json(architecture.layers)}};
  json heads = json::array();
  for (const auto& head : architecture.heads) heads.push_back(head_to_json(head));
  if (heads != json::array({head_to_json(OutputHead{})})) object["heads"] = heads;
  if (!architecture.description.empty()) object["description"] = architecture.description;
  if (architecture.input_length > 0) object["input_length"] = architecture.input_length;
  if (architecture.output_length > 0) object["output_length"] = architecture.output_length;
  return object;
}

Architecture parse_architecture(const std::string& text, const std::string& source) {
  const json document = parse_document(text, source);
  const JsonNode node(document, source);
  node.allow_only({"name", "description", "input_length", "output_length", "layers", "heads"});
  Architecture architecture;
  architecture.name = node.text("name");
  if (node.has("description")) architecture.description = node.text("description");
  architecture.input_length = node.integer("input_length", 1, 0);
  architecture.output_length = node.integer("output_length", 1, 0);
  architecture.layers = parse_layers(node);
  if (node.has("heads")) {
    architecture.heads.clear();
    for (const auto& item : node.items("heads")) architecture.heads.push_back(parse_head(item));
  }
  check_heads(node, architecture);
  return architecture;
}

}  // namespace siskin::architecture
