#include "siskin/architecture/head_json.hpp"

#include <cctype>
#include <string>
#include <vector>

#include "siskin/architecture/layer_json.hpp"
#include "siskin/util/text.hpp"

namespace siskin::architecture {
namespace {

using nlohmann::json;

// In the order of Controls.
const std::vector<std::string>& control_words() {
  static const std::vector<std::string> words = {"none", "matched", "shared", "input"};
  return words;
}

std::string control_word(Controls controls) {
  return control_words()[static_cast<std::size_t>(controls)];
}

template <typename HeadType>
void add_common(json& object, const HeadType& head) {
  if (!head.layers.empty()) object["layers"] = layers_to_json(head.layers);
  if (!head.bias) object["bias"] = false;
  add_initializer(object, head.initializer);
}

struct ToJson {
  json operator()(const OutputHead& head) const {
    json object = {{"type", "output"}, {"name", head.name}};
    if (head.outputs > 0) object["outputs"] = head.outputs;
    add_common(object, head);
    return object;
  }
  json operator()(const ProfileHead& head) const {
    json object = {{"type", "profile"},
                   {"width", head.width},
                   {"padding", head.same_padding ? "same" : "valid"},
                   {"controls", control_word(head.controls)},
                   {"mix_tracks", head.mix_tracks}};
    add_common(object, head);
    return object;
  }
  json operator()(const CountHead& head) const {
    json object = {{"type", "counts"},
                   {"controls", control_word(head.controls)},
                   {"control_margin", head.control_margin},
                   {"control_scale", head.log_controls ? "log1p" : "raw"},
                   {"counts", head.per_task ? "task" : "track"},
                   {"mix_tracks", head.mix_tracks}};
    if (head.margin >= 0) object["margin"] = head.margin;
    add_common(object, head);
    return object;
  }
};

Controls parse_controls(const JsonNode& node) {
  const auto found = node.word("controls", control_words());
  Controls controls = Controls::kNone;
  for (const auto one : {Controls::kMatched, Controls::kShared, Controls::kInput}) {
    if (found == control_word(one)) controls = one;
  }
  return controls;
}

// What stands in every head.
template <typename HeadType>
void parse_common(const JsonNode& node, HeadType& head) {
  if (node.has("layers")) head.layers = parse_layers(node);
  head.bias = node.flag("bias", true);
  head.initializer = node.initializer();
}

template <typename HeadType>
void parse_tracks(const JsonNode& node, HeadType& head) {
  head.controls = parse_controls(node);
  head.mix_tracks = node.flag("mix_tracks", false);
  const bool joins_tracks =
      head.controls == Controls::kMatched || head.controls == Controls::kShared;
  if (joins_tracks && !head.mix_tracks) {
    node.fail("controls " + control_word(head.controls) + " need mix_tracks");
  }
}

// A name becomes a submodule's.
bool is_identifier(const std::string& name) {
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0) return false;
  for (const char letter : name) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '_') return false;
  }
  return true;
}

Head parse_output(const JsonNode& node) {
  node.allow_only({"type", "name", "layers", "outputs", "bias", "initializer"});
  OutputHead head;
  if (node.has("name")) head.name = node.text("name");
  if (!is_identifier(head.name)) {
    node.fail("name: found " + util::quoted(head.name) +
              ", expected letters, digits and underscores");
  }
  head.outputs = node.integer("outputs", 1, 0);
  parse_common(node, head);
  return head;
}

Head parse_profile(const JsonNode& node) {
  node.allow_only(
      {"type", "layers", "width", "padding", "controls", "mix_tracks", "bias", "initializer"});
  ProfileHead head;
  head.width = node.integer("width");
  head.same_padding = node.same_padding(false);
  parse_common(node, head);
  parse_tracks(node, head);
  return head;
}

Head parse_counts(const JsonNode& node) {
  node.allow_only({"type", "layers", "margin", "controls", "control_margin", "control_scale",
                   "counts", "mix_tracks", "bias", "initializer"});
  CountHead head;
  head.margin = node.integer("margin", 0, -1);
  head.control_margin = node.integer("control_margin", 0, 0);
  head.log_controls = node.word("control_scale", {"raw", "log1p"}) == "log1p";
  head.per_task = node.word("counts", {"track", "task"}) == "task";
  parse_common(node, head);
  parse_tracks(node, head);
  if (head.per_task && head.mix_tracks) node.fail("mix_tracks goes with counts track");
  return head;
}

}  // namespace

json head_to_json(const Head& head) { return std::visit(ToJson{}, head); }

Head parse_head(const JsonNode& node) {
  node.expect_object();
  const auto type = node.text("type");
  if (type == "output") return parse_output(node);
  if (type == "profile") return parse_profile(node);
  if (type == "counts") return parse_counts(node);
  node.fail("found type " + util::quoted(type) + ", expected output, profile or counts");
}

}  // namespace siskin::architecture
