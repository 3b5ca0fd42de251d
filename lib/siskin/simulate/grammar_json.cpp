#include "siskin/simulate/grammar_json.hpp"

#include <algorithm>
#include <cmath>

#include "siskin/simulate/background.hpp"
#include "siskin/simulate/json_node.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::simulate {
namespace {

using Json = JsonNode::Json;

constexpr std::int64_t kMaxLength = 100'000'000;
constexpr std::int64_t kMaxSequences = 1'000'000'000;
constexpr std::int64_t kMaxSites = 100'000;

// Sums of fractions that people write with a few decimals.
constexpr double kSumTolerance = 1e-6;

Background parse_background(const JsonNode& node) {
  Background background;
  if (node.json().is_array()) {
    const auto items = node.items();
    if (items.size() != 4) node.refuse("the probabilities of A, C, G, T");
    double sum = 0;
    for (std::size_t base = 0; base < 4; ++base) {
      sum += background.composition[base] = items[base].real(0, 1);
    }
    if (std::abs(sum - 1) > kSumTolerance) node.refuse("probabilities that sum to 1");
    return background;
  }
  if (node.has("shuffle")) {
    node.allow_only({"shuffle"});
    background.kind = Background::Kind::kShuffle;
    background.fasta = node.member("shuffle").text();
    return background;
  }
  if (!node.has("fasta"))
    node.refuse("[a, c, g, t], {\"fasta\": FILE, \"order\": K} or {\"shuffle\": FILE}");
  node.allow_only({"fasta", "order"});
  background.kind = Background::Kind::kMarkov;
  background.fasta = node.member("fasta").text();
  background.order = static_cast<int>(node.member("order").integer(0, kMaxMarkovOrder));
  return background;
}

Spacing parse_spacing(const JsonNode& node) {
  Spacing spacing;
  if (node.json() == "uniform") return spacing;
  if (node.has("minimum_gap")) {
    node.allow_only({"minimum_gap"});
    spacing.low = node.member("minimum_gap").integer(0, kMaxLength);
    return spacing;
  }
  spacing.kind = Spacing::Kind::kDistance;
  if (node.has("fixed")) {
    node.allow_only({"fixed"});
    spacing.low = spacing.high = node.member("fixed").integer(0, kMaxLength);
    return spacing;
  }
  if (!node.has("range")) {
    node.refuse("\"uniform\", {\"minimum_gap\": D}, {\"fixed\": D} or {\"range\": [LOW, HIGH]}");
  }
  node.allow_only({"range"});
  const auto range = node.member("range");
  const auto bounds = range.items();
  if (bounds.size() != 2) range.refuse("[LOW, HIGH]");
  spacing.low = bounds[0].integer(0, kMaxLength);
  spacing.high = bounds[1].integer(spacing.low, kMaxLength);
  return spacing;
}

std::vector<std::pair<std::int64_t, double>> parse_motif_count(const JsonNode& node) {
  std::vector<std::pair<std::int64_t, double>> distribution;
  double sum = 0;
  for (const auto& [key, value] : node.members()) {
    const auto count = util::parse_integer(key);
    if (!count || *count < 0 || *count > kMaxSites) {
      node.fail("found the key " + util::quoted(key) + ", expected a number of motifs");
    }
    const bool repeated = std::any_of(distribution.begin(), distribution.end(),
                                      [&](const auto& entry) { return entry.first == *count; });
    if (repeated) value.fail("this number of motifs is listed twice");
    distribution.emplace_back(*count, value.real(0, 1));
    sum += distribution.back().second;
  }
  if (std::abs(sum - 1) > kSumTolerance) node.refuse("probabilities that sum to 1");
  return distribution;
}

bool parse_strands(const JsonNode& node) {
  if (node.json() != "both" && node.json() != "forward") node.refuse("\"both\" or \"forward\"");
  return node.json() == "both";
}

// Motif names given as a list, or as the name of a pool.
std::vector<std::string> parse_motif_names(const JsonNode& node,
                                           const std::vector<NamedPool>& pools) {
  if (node.json().is_array()) return node.texts();
  for (const NamedPool& pool : pools) {
    if (node.json() == pool.name) return pool.motifs;
  }
  node.refuse("a list of motifs or the name of a pool");
}

LabelRule parse_label(const JsonNode& node, const std::vector<NamedPool>& pools) {
  LabelRule rule;
  if (node.json().is_number()) {
    rule.fixed = {static_cast<float>(node.real(-1e9, 1e9))};
  } else if (node.json().is_array()) {
    for (const JsonNode& item : node.items()) {
      rule.fixed.push_back(static_cast<float>(item.real(-1e9, 1e9)));
    }
  } else if (node.has("presence")) {
    node.allow_only({"presence"});
    rule.presence = parse_motif_names(node.member("presence"), pools);
  } else {
    node.refuse("a number, a list of numbers or {\"presence\": MOTIFS}");
  }
  return rule;
}

std::vector<NamedPool> parse_pools(const JsonNode& node) {
  std::vector<NamedPool> pools;
  for (const auto& [name, motifs] : node.members()) pools.push_back({name, motifs.texts()});
  return pools;
}

std::vector<Split> parse_splits(const JsonNode& node) {
  std::vector<Split> splits;
  double sum = 0;
  for (const auto& [name, fraction] : node.members()) {
    const bool word = std::all_of(name.begin(), name.end(), [](unsigned char letter) {
      return letter > ' ' && letter < 0x7f;
    });
    if (name.empty() || !word) fraction.fail("a split needs a name without blanks");
    splits.push_back({name, fraction.real(0, 1)});
    sum += splits.back().fraction;
  }
  if (std::abs(sum - 1) > kSumTolerance) node.refuse("fractions that sum to 1");
  return splits;
}

// Keys that may stand in every group, or once outside for all groups.
const std::vector<std::string> kShared = {"motif_count", "strands", "spacing"};

void parse_shared(const JsonNode& node, Group& group) {
  if (node.has("motif_count")) group.motif_count = parse_motif_count(node.member("motif_count"));
  if (node.has("strands")) group.both_strands = parse_strands(node.member("strands"));
  if (node.has("spacing")) group.spacing = parse_spacing(node.member("spacing"));
}

Group parse_group(const JsonNode& node, Group group, const Grammar& grammar) {
  std::vector<std::string> known = {"name", "count", "fraction", "pools", "motifs", "label"};
  known.insert(known.end(), kShared.begin(), kShared.end());
  node.allow_only(known);
  parse_shared(node, group);
  if (node.has("name")) group.name = node.member("name").text();
  if (group.motif_count.empty()) node.fail("the key \"motif_count\" is missing, here and outside");
  if (node.has("motifs")) group.motifs = node.member("motifs").texts();
  if (node.has("pools")) {
    group.pools = node.member("pools").texts();
    for (const JsonNode& item : node.member("pools").items()) {
      const std::string name = item.text();
      const bool found = std::any_of(grammar.pools.begin(), grammar.pools.end(),
                                     [&](const NamedPool& pool) { return pool.name == name; });
      if (!found) item.fail("there is no pool '" + name + "'");
    }
  }
  auto motifs = motifs_of(grammar, group);
  std::sort(motifs.begin(), motifs.end());
  const auto repeated = std::adjacent_find(motifs.begin(), motifs.end());
  if (repeated != motifs.end()) node.fail("'" + *repeated + "' is in the group twice");
  const bool wants_sites = std::any_of(group.motif_count.begin(), group.motif_count.end(),
                                       [](const auto& entry) { return entry.first > 0; });
  if (wants_sites && motifs.empty()) node.fail("the key \"motifs\" or \"pools\" is missing");
  group.label = parse_label(node.member("label"), grammar.pools);
  return group;
}

// Counts as given, or the fractions of "number".
void parse_sizes(const JsonNode& root, const std::vector<JsonNode>& nodes, Grammar& grammar) {
  const bool by_fraction = root.has("number");
  std::vector<double> fractions;
  double sum = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].has(by_fraction ? "count" : "fraction")) {
      nodes[i].fail(by_fraction ? "found \"count\" beside /number, expected \"fraction\""
                                : "found \"fraction\" without /number, expected \"count\"");
    }
    if (by_fraction) {
      fractions.push_back(nodes[i].member("fraction").real(0, 1));
      sum += fractions.back();
    } else {
      grammar.groups[i].count = nodes[i].member("count").integer(0, kMaxSequences);
    }
  }
  if (by_fraction) {
    if (std::abs(sum - 1) > kSumTolerance)
      root.member("groups").fail("the fractions do not sum to 1");
    const auto counts = apportion(root.member("number").integer(1, kMaxSequences), fractions);
    for (std::size_t i = 0; i < counts.size(); ++i) grammar.groups[i].count = counts[i];
  }
  if (total_count(grammar) < 1 || total_count(grammar) > kMaxSequences) {
    root.member("groups").fail("found " + std::to_string(total_count(grammar)) +
                               " sequences, expected 1 to " + std::to_string(kMaxSequences));
  }
}

void parse_groups(const JsonNode& root, Grammar& grammar) {
  Group shared;
  parse_shared(root, shared);
  const auto nodes = root.member("groups").items();
  for (const JsonNode& node : nodes) {
    grammar.groups.push_back(parse_group(node, shared, grammar));
    if (label_count(grammar.groups.back()) != label_count(grammar.groups.front())) {
      node.fail("found " + std::to_string(label_count(grammar.groups.back())) +
                " labels, expected " + std::to_string(label_count(grammar.groups.front())) +
                " as in the first group");
    }
  }
  parse_sizes(root, nodes, grammar);
}

Json background_json(const Background& background) {
  switch (background.kind) {
    case Background::Kind::kMarkov:
      return {{"fasta", background.fasta}, {"order", background.order}};
    case Background::Kind::kShuffle:
      return {{"shuffle", background.fasta}};
    case Background::Kind::kComposition:
      break;
  }
  return background.composition;
}

Json spacing_json(const Spacing& spacing) {
  if (spacing.kind == Spacing::Kind::kUniform) {
    return spacing.low == 0 ? Json("uniform") : Json{{"minimum_gap", spacing.low}};
  }
  if (spacing.low == spacing.high) return {{"fixed", spacing.low}};
  return {{"range", Json::array({spacing.low, spacing.high})}};
}

Json label_json(const LabelRule& rule) {
  if (!rule.presence.empty()) return {{"presence", rule.presence}};
  Json values = Json::array();
  // Through text: a float turned to double would show digits that nobody wrote.
  for (const float value : rule.fixed) values.push_back(Json::parse(util::format_float(value)));
  return values.size() == 1 ? values.front() : values;
}

Json group_json(const Group& group) {
  Json json;
  if (!group.name.empty()) json["name"] = group.name;
  json["count"] = group.count;
  if (!group.pools.empty()) json["pools"] = group.pools;
  if (!group.motifs.empty()) json["motifs"] = group.motifs;
  for (const auto& [count, probability] : group.motif_count) {
    json["motif_count"][std::to_string(count)] = probability;
  }
  json["strands"] = group.both_strands ? "both" : "forward";
  json["spacing"] = spacing_json(group.spacing);
  json["label"] = label_json(group.label);
  return json;
}

}  // namespace

Grammar parse_grammar(const std::string& text, const std::string& source) {
  const Json json = parse_json(text, source);
  const JsonNode root(json, source);
  std::vector<std::string> known = {"description", "provenance", "seed",  "number", "length",
                                    "motif_file",  "background", "pools", "splits", "groups"};
  known.insert(known.end(), kShared.begin(), kShared.end());
  root.allow_only(known);
  Grammar grammar;
  grammar.source = source;
  if (root.has("description")) grammar.description = root.member("description").text();
  if (root.has("provenance")) root.member("provenance").text();
  if (root.has("seed")) {
    const auto node = root.member("seed");
    if (!node.json().is_number_unsigned()) node.refuse("a whole number from 0 to 2^64 - 1");
    grammar.seed = node.json().get<std::uint64_t>();
  }
  if (root.has("motif_file")) grammar.motif_file = root.member("motif_file").text();
  grammar.length = root.member("length").integer(1, kMaxLength);
  if (root.has("background")) grammar.background = parse_background(root.member("background"));
  if (root.has("pools")) grammar.pools = parse_pools(root.member("pools"));
  if (root.has("splits")) grammar.splits = parse_splits(root.member("splits"));
  parse_groups(root, grammar);
  return grammar;
}

std::string format_grammar(const Grammar& grammar, const std::string& provenance) {
  Json json;
  if (!grammar.description.empty()) json["description"] = grammar.description;
  if (!provenance.empty()) json["provenance"] = provenance;
  if (grammar.seed) json["seed"] = *grammar.seed;
  json["length"] = grammar.length;
  if (!grammar.motif_file.empty()) json["motif_file"] = grammar.motif_file;
  json["background"] = background_json(grammar.background);
  for (const NamedPool& pool : grammar.pools) json["pools"][pool.name] = pool.motifs;
  for (const Split& split : grammar.splits) json["splits"][split.name] = split.fraction;
  for (const Group& group : grammar.groups) json["groups"].push_back(group_json(group));
  return format_json(json);
}

}  // namespace siskin::simulate
