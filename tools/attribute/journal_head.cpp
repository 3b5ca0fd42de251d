#include "attribute/journal_head.hpp"

#include <algorithm>
#include <optional>

#include "attribute/option_checks.hpp"
#include "siskin/util/text.hpp"
#include "siskin/util/version.hpp"

namespace siskin::tools {
namespace {

std::string to_text(const std::string& value) { return value; }
std::string to_text(bool value) { return value ? "yes" : "no"; }
std::string to_text(double value) { return util::format_double(value); }
std::string to_text(std::int64_t value) { return std::to_string(value); }
std::string to_text(std::uint64_t value) { return std::to_string(value); }

std::string to_text(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : " ") + value;
  return text;
}

template <typename Value>
std::string to_text(const std::optional<Value>& value) {
  return value ? to_text(*value) : "none";
}

// What of the results is kept depends on the kinds of files that are written.
std::string kinds(const std::vector<std::string>& paths) {
  bool maps = false;
  bool tracks = false;
  for (const auto& path : paths) (util::ends_with(path, ".npz") ? maps : tracks) = true;
  return std::string(maps ? "maps" : "") + (maps && tracks ? " and " : "") +
         (tracks ? "tracks" : "");
}

using Head = std::vector<std::pair<std::string, std::string>>;

template <typename Value>
void add(Head& head, const std::string& name, const Value& value) {
  auto text = to_text(value);
  std::replace(text.begin(), text.end(), '\n', ' ');  // a line each
  head.emplace_back(name, text);
}

void add_model(Head& head, const ModelSettings& settings) {
  add(head, "--head", settings.head);
  add(head, "--precision", settings.precision);
  add(head, "--output-space", settings.output_space);
  add(head, "--output-kind", settings.output_kind);
  add(head, "--ambiguous", settings.ambiguous);
  add(head, "--batch-size", settings.batch_size);
  add(head, "--device", settings.device);
  add(head, "--engine", settings.engine);
}

void add_perturbation(Head& head, const PerturbOptions& settings) {
  add(head, "--mask", settings.mask);
  add(head, "--groups", settings.groups);
  add(head, "--stride", settings.stride);
  add(head, "--fill", settings.fill);
  add(head, "--sampler", settings.sampler);
  add(head, "--kernel-width", settings.kernel_width);
  add(head, "--alpha", settings.alpha);
  add(head, "--features", settings.features);
  add(head, "--feature-selection", settings.feature_selection);
}

void add_faithfulness(Head& head, const FaithfulnessOptions& settings) {
  add(head, "--faithfulness", std::string(settings.path.empty() ? "" : "wanted"));
  add(head, "--faithfulness-tests",
      std::vector<std::string>(settings.tests.begin(), settings.tests.end()));
  add(head, "--faithfulness-fractions", settings.fraction_list);
  add(head, "--faithfulness-orders", settings.orders);
  add(head, "--faithfulness-samples", settings.samples);
  add(head, "--faithfulness-changes", settings.changes);
}

void add_sequences(Head& head, const io::SequenceQuery& settings) {
  add(head, "sequences", settings.fasta);
  add(head, "--genome", settings.genome);
  add(head, "--regions", settings.regions);
  add(head, "--region", settings.region);
  add(head, "--width", settings.width);
  add(head, "--edge", settings.edge);
  add(head, "--split", settings.split);
  add(head, "--label", settings.label);
  add(head, "--limit", settings.limit);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> journal_head(const AttributeOptions& options) {
  Head head;
  add(head, "version", std::string(util::version()));
  add(head, "--model", options.models);
  add_model(head, options.model);
  add(head, "--target", options.target);
  add(head, "--contrast", options.contrast);
  add(head, "--target-function", options.target_function);
  add(head, "--method", options.method);
  add(head, "--center", options.center);
  add(head, "--hypothetical", options.hypothetical);
  add(head, "--reduce", options.reduce);
  add(head, "--references", options.references);
  add(head, "--reference-count", options.reference_count);
  add(head, "--base-frequencies", options.base_frequencies);
  add(head, "--steps", options.steps);
  add(head, "--rule", options.rule);
  add(head, "--max-steps", options.max_steps);
  add(head, "--samples", options.samples);
  add(head, "--noise", options.noise);
  add(head, "--deeplift-rule", options.deeplift_rule);
  add(head, "--fallback", options.fallback);
  add(head, "--lrp-rule", options.lrp_rule);
  add(head, "--epsilon", options.epsilon);
  add(head, "--gamma", options.gamma);
  add(head, "--window", options.window);
  add(head, "--layer", options.layer);
  add(head, "--upsample", options.upsample);
  if (options.method == "integrated-gradients") add(head, "--tolerance", options.tolerance);
  add(head, "--seed", options.seed);
  add_perturbation(head, options.perturb);
  add_faithfulness(head, options.faithfulness);
  add_sequences(head, options.sequences);
  add(head, "--output", kinds(options.outputs));
  add(head, "--spread", options.spread.empty() ? std::string() : kinds({options.spread}));
  return head;
}

std::string journal_path(const AttributeOptions& options) {
  for (const auto& path : options.outputs) {
    if (is_device(path)) return "";
  }
  const auto& table = options.faithfulness.path;
  if (is_device(table)) return "";
  return (options.outputs.empty() ? table : options.outputs.front()) + ".journal";
}

}  // namespace siskin::tools
