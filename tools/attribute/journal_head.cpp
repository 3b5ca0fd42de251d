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

}  // namespace

std::vector<std::pair<std::string, std::string>> journal_head(const AttributeOptions& options) {
  std::vector<std::pair<std::string, std::string>> head;
  const auto add = [&head](const std::string& name, const auto& value) {
    auto text = to_text(value);
    std::replace(text.begin(), text.end(), '\n', ' ');  // a line each
    head.emplace_back(name, text);
  };
  add("version", std::string(util::version()));
  add("--model", options.models);
  add("--head", options.model.head);
  add("--precision", options.model.precision);
  add("--output-space", options.model.output_space);
  add("--output-kind", options.model.output_kind);
  add("--ambiguous", options.model.ambiguous);
  add("--batch-size", options.model.batch_size);
  add("--device", options.model.device);
  add("--engine", options.model.engine);
  add("--target", options.target);
  add("--contrast", options.contrast);
  add("--target-function", options.target_function);
  add("--method", options.method);
  add("--center", options.center);
  add("--hypothetical", options.hypothetical);
  add("--reduce", options.reduce);
  add("--references", options.references);
  add("--reference-count", options.reference_count);
  add("--base-frequencies", options.base_frequencies);
  add("--steps", options.steps);
  add("--rule", options.rule);
  add("--max-steps", options.max_steps);
  add("--samples", options.samples);
  add("--noise", options.noise);
  add("--deeplift-rule", options.deeplift_rule);
  add("--fallback", options.fallback);
  add("--lrp-rule", options.lrp_rule);
  add("--epsilon", options.epsilon);
  add("--gamma", options.gamma);
  add("--mask", options.perturb.mask);
  add("--groups", options.perturb.groups);
  add("--window", options.window);
  add("--stride", options.perturb.stride);
  add("--fill", options.perturb.fill);
  add("--sampler", options.perturb.sampler);
  add("--kernel-width", options.perturb.kernel_width);
  add("--alpha", options.perturb.alpha);
  add("--features", options.perturb.features);
  add("--feature-selection", options.perturb.feature_selection);
  add("--layer", options.layer);
  add("--upsample", options.upsample);
  if (options.method == "integrated-gradients") add("--tolerance", options.tolerance);
  add("--seed", options.seed);
  add("sequences", options.sequences.fasta);
  add("--genome", options.sequences.genome);
  add("--regions", options.sequences.regions);
  add("--region", options.sequences.region);
  add("--width", options.sequences.width);
  add("--edge", options.sequences.edge);
  add("--split", options.sequences.split);
  add("--label", options.sequences.label);
  add("--limit", options.sequences.limit);
  add("--output", kinds(options.outputs));
  add("--spread", options.spread.empty() ? std::string() : kinds({options.spread}));
  return head;
}

std::string journal_path(const AttributeOptions& options) {
  for (const auto& path : options.outputs) {
    if (is_device(path)) return "";
  }
  return options.outputs.front() + ".journal";
}

}  // namespace siskin::tools
