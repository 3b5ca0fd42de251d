#include "attribute/methods.hpp"

#include <algorithm>
#include <stdexcept>

namespace siskin::tools {
namespace {

using Names = std::set<std::string>;

// What every method reads that gives each base a value.
const Names& map_options() {
  static const Names names{"target",
                           "contrast",
                           "target-function",
                           "output-space",
                           "reduce",
                           "overlap",
                           "onehot",
                           "report",
                           "spread",
                           "resume",
                           "faithfulness",
                           "faithfulness-tests",
                           "faithfulness-fractions",
                           "faithfulness-orders",
                           "faithfulness-samples",
                           "faithfulness-changes"};
  return names;
}

const Names& reference_options() {
  static const Names names{"references", "reference-count", "base-frequencies"};
  return names;
}

const Names kComplete{"tolerance", "allow-incomplete"};
const Names kDeepLift{"center", "hypothetical", "deeplift-rule", "fallback"};

Names all(const std::vector<Names>& parts) {
  Names names;
  for (const auto& part : parts) names.insert(part.begin(), part.end());
  return names;
}

Method gradient(const std::string& name, const std::string& reduce) {
  Method method;
  method.name = name;
  method.reads = all({map_options(), {"center"}});
  method.reduce = reduce;
  return method;
}

// 50 samples (Smilkov et al. 2017); a tenth of the range of one-hot input.
Method noise(const std::string& name, bool has_sign) {
  auto method = gradient(name, "max-abs");
  method.reads.insert({"samples", "noise"});
  if (!has_sign) method.reads.erase("center");
  method.samples = 50;
  method.noise = 0.1;
  return method;
}

Method compared(const std::string& name, const Names& reads, const std::string& references,
                std::int64_t count) {
  Method method;
  method.name = name;
  method.reads = all({map_options(), reference_options(), reads});
  method.references = references;
  method.reference_count = count;
  return method;
}

Method integrated_gradients() {
  auto method = compared("integrated-gradients",
                         all({kComplete, {"center", "hypothetical", "steps", "rule", "max-steps"}}),
                         "zero", 20);
  method.steps = 50;
  method.rule = "middle";
  return method;
}

// Koo & Ploenzke 2021.
Method mean_gradient() {
  auto method = compared("mean-gradient", {"center", "steps", "rule"}, "mononucleotide", 10);
  method.steps = 20;
  method.rule = "left";
  return method;
}

Method sampled(const std::string& name, double deviation) {
  auto method =
      compared(name, all({kComplete, {"center", "hypothetical", "samples"}}), "dinucleotide", 20);
  method.samples = 50;
  if (deviation > 0) method.reads.insert("noise");
  method.noise = deviation;
  return method;
}

// The rules are exact, so a missing thousandth is a fault and not an approximation.
Method deeplift(const std::string& name, const std::string& references) {
  auto method = compared(name, all({kComplete, kDeepLift}), references, 20);
  method.tolerance = 1e-3;
  return method;
}

Method other(const std::string& name, const Names& reads) {
  Method method;
  method.name = name;
  method.reads = all({map_options(), reads});
  return method;
}

// What tells of units instead of bases.
Method units(const std::string& name, const Names& reads) {
  Method method;
  method.name = name;
  method.reads = reads;
  return method;
}

Method conductance() {
  auto method = units("conductance", all({reference_options(),
                                          {"layer", "steps", "rule", "target", "contrast",
                                           "target-function", "output-space", "report", "top"}}));
  method.references = "zero";
  method.reference_count = 20;
  method.steps = 50;
  method.rule = "middle";
  return method;
}

// What asks the model about sequences other than those given (sample_options.hpp).
Method sampling(const std::string& name, std::int64_t steps, const Names& reads) {
  auto method = units(
      name, all({{"target", "contrast", "target-function", "output-space", "report"}, reads}));
  method.steps = steps;
  if (steps > 0) method.reads.insert("steps");
  return method;
}

const Names kInsertion{"insert",     "instances",        "position",
                       "background", "background-count", "engine"};

// What looks at copies of a sequence with parts masked.
Method masked(const std::string& name, const Names& reads, std::int64_t samples = 0) {
  auto method = other(name, all({{"mask", "base-frequencies"}, reads}));
  method.samples = samples;
  return method;
}

Method windows(const std::string& name, const Names& reads) {
  auto method = masked(name, all({{"window", "stride"}, reads}));
  method.window = 1;
  return method;
}

Method filters() {
  auto method = units("filters", {"layer", "threshold", "window", "trim", "report"});
  method.window = 20;
  return method;
}

}  // namespace

const std::vector<Method>& methods() {
  static const std::vector<Method> found{
      gradient("saliency", "max-abs"),
      gradient("grad-x-input", "observed"),
      noise("smoothgrad", true),
      noise("smoothgrad-squared", false),
      noise("vargrad", false),
      gradient("deconvnet", "max-abs"),
      gradient("guided-backprop", "max-abs"),
      integrated_gradients(),
      mean_gradient(),
      sampled("expected-gradients", 0),
      sampled("gradient-shap", 0.1),
      compared("reference-centred-gradient", {}, "dinucleotide", 10),
      deeplift("deeplift", "zero"),
      deeplift("deeplift-shap", "dinucleotide"),
      other("lrp", all({kComplete, {"lrp-rule", "epsilon", "gamma"}})),
      other("cam", {"layer", "upsample"}),
      other("grad-cam", {"layer", "upsample"}),
      other("guided-grad-cam", {"layer", "upsample"}),
      conductance(),
      units("activations", {"layer", "top"}),
      filters(),
      other("mutagenesis", {"center", "engine"}),
      sampling("maxent", 10000,
               {"layer", "energy", "chains", "burn-in", "sample-period", "beta", "target-change",
                "gc", "overlap"}),
      sampling("optimize", 200,
               {"parametrisation", "goal", "starts", "length", "fixed", "gc", "gc-penalty",
                "learning-rate", "beam-width", "engine"}),
      sampling("marginal", 0, kInsertion),
      sampling("ablation", 0, {"sites", "match", "replacement", "replacement-count", "engine"}),
      sampling("spacing", 0, all({kInsertion, {"distances"}})),
      units("pairwise", {"positions", "groups", "target", "contrast", "target-function",
                         "output-space", "engine"}),
      windows("occlusion", {"groups", "fill", "samples", "engine"}),
      windows("deletion", {}),
      // As many as the authors' code draws for text.
      masked("lime",
             {"groups", "samples", "sampler", "kernel-width", "alpha", "features",
              "feature-selection"},
             5000),
      masked("kernel-shap", {"groups", "samples"}),
      masked("shapley-sampling", {"groups", "samples"}, 26),
      masked("shapley-exact", {"groups"}),
  };
  return found;
}

const Method& method_of(const std::string& name) {
  for (const auto& method : methods()) {
    if (method.name == name) return method;
  }
  throw std::out_of_range(name);
}

std::vector<std::string> method_names() {
  std::vector<std::string> names;
  for (const auto& method : methods()) names.push_back(method.name);
  return names;
}

std::set<std::string> method_options() {
  Names names;
  for (const auto& method : methods()) names.insert(method.reads.begin(), method.reads.end());
  return names;
}

}  // namespace siskin::tools
