#include "attribute/options.hpp"

#include <algorithm>

#include "common/sequence_options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

void declare_model(cli::Options& options, AttributeOptions& settings) {
  add_model_options(options, settings.model, "explain the output");
  options.integer("target", &settings.target, 0, "which output is explained, counted from 0");
}

void declare_method(cli::Options& options, AttributeOptions& settings) {
  options.group("Method")
      .choice("method", &settings.method,
              {"saliency", "grad-x-input", "integrated-gradients", "mean-gradient", "mutagenesis"},
              "how importance is found")
      .flag("center", &settings.center, "subtract the mean over the four bases")
      .choice("reduce", &settings.reduce, {"observed", "max-abs", "l1", "l2", "mean-alternatives"},
              "four channels to one value in tracks [observed; saliency: max-abs]")
      .text("references", &settings.references, "KIND|FILE.fa",
            "zero, uniform, mononucleotide or dinucleotide shuffles, or FASTA "
            "[zero; mean-gradient: mononucleotide]")
      .optional_integer("reference-count", &settings.reference_count, 1,
                        "shuffles a sequence [20; mean-gradient: 10], or records of FILE.fa [all]")
      .optional_integer("steps", &settings.steps, 1,
                        "points on the path to a reference [50; mean-gradient: 20]")
      .choice("rule", &settings.rule, {"middle", "gausslegendre", "left", "right", "trapezoid"},
              "where the points lie [middle; mean-gradient: left]")
      .optional_real("tolerance", &settings.tolerance,
                     "double the steps until sums are right to within X")
      .integer("max-steps", &settings.max_steps, 1, "end of doubling");
}

void declare_output(cli::Options& options, AttributeOptions& settings) {
  options.group("Output")
      .texts("output,o", &settings.outputs, "FILE",
             "x.bedgraph[.gz], x.bw or x.npz; may be repeated [bedGraph on standard output]")
      .text("onehot", &settings.onehot, "FILE.npz", "the one-hot sequences beside x.npz")
      .text("report", &settings.report, "FILE.tsv",
            "score, completeness residual and steps of each sequence")
      .choice("overlap", &settings.overlap, {"mean", "first", "error"},
              "where windows of a genome overlap");
}

void declare_run(cli::Options& options, AttributeOptions& settings) {
  add_run_options(options, settings.model);
  options.seed(&settings.seed);
  cli::add_common(options, settings.common);
}

bool is_shuffle(const std::string& kind) {
  return kind == "mononucleotide" || kind == "dinucleotide";
}

void check_references(const AttributeOptions& settings) {
  const auto& kind = settings.references;
  const bool is_constant = kind == "zero" || kind == "uniform";
  const bool is_file = kind.find_first_of("./") != std::string::npos;
  if (!is_constant && !is_shuffle(kind) && !is_file) {
    throw UsageError("option --references: found " + util::quoted(kind) +
                     ", expected zero, uniform, mononucleotide, dinucleotide or FILE.fa");
  }
  if (is_constant && settings.reference_count) {
    throw UsageError("option --reference-count: there is one " + kind +
                     " reference, expected "
                     "shuffles or FILE.fa");
  }
}

void check_method(const cli::Options& options, const AttributeOptions& settings) {
  const bool along_path =
      settings.method == "integrated-gradients" || settings.method == "mean-gradient";
  for (const char* name :
       {"references", "reference-count", "steps", "rule", "tolerance", "max-steps"}) {
    if (options.given(name) && !along_path) {
      throw UsageError("option --" + std::string(name) + ": method " + settings.method +
                       " has no references; integrated-gradients and mean-gradient have");
    }
  }
  if (settings.tolerance && settings.method == "mean-gradient") {
    throw UsageError("option --tolerance: mean-gradient does not sum to the output");
  }
  if (settings.tolerance && *settings.tolerance < 0) {
    throw UsageError("option --tolerance: expected a number of at least 0");
  }
  if (settings.reduce == "mean-alternatives" && settings.method != "mutagenesis") {
    throw UsageError("option --reduce: mean-alternatives needs --method mutagenesis");
  }
  if (settings.reduce == "mean-alternatives" && settings.center) {
    throw UsageError("option --center: leaves nothing for --reduce mean-alternatives");
  }
}

// What the publications of the methods use.
void fill_defaults(AttributeOptions& settings) {
  const bool mean_gradient = settings.method == "mean-gradient";
  if (settings.reduce.empty()) {
    settings.reduce = settings.method == "saliency" ? "max-abs" : "observed";
  }
  if (settings.references.empty()) {
    settings.references = mean_gradient ? "mononucleotide" : "zero";
  }
  if (!settings.steps) settings.steps = mean_gradient ? 20 : 50;
  if (settings.rule.empty()) settings.rule = mean_gradient ? "left" : "middle";
  if (!settings.reference_count && is_shuffle(settings.references)) {
    settings.reference_count = mean_gradient ? 10 : 20;
  }
}

bool is_track(const std::string& path) {
  for (const char* suffix : {".bedgraph", ".bedgraph.gz", ".bw", ".bigwig"}) {
    if (util::ends_with(path, suffix)) return true;
  }
  return path == "-" || path == "/dev/stdout" || util::starts_with(path, "/dev/");
}

void check_outputs(const AttributeOptions& settings) {
  for (const auto& path : settings.outputs) {
    if (std::count(settings.outputs.begin(), settings.outputs.end(), path) > 1) {
      throw UsageError("option --output: " + path + " is given twice");
    }
    if (!is_track(path) && !util::ends_with(path, ".npz")) {
      throw UsageError("option --output: found " + util::quoted(path) +
                       ", expected a name ending in .bedgraph, .bedgraph.gz, .bw or .npz");
    }
  }
  if (!settings.onehot.empty() && !util::ends_with(settings.onehot, ".npz")) {
    throw UsageError("option --onehot: found " + util::quoted(settings.onehot) +
                     ", expected a name ending in .npz");
  }
}

}  // namespace

std::optional<AttributeOptions> parse_attribute_options(const std::vector<std::string>& arguments,
                                                        std::ostream& out) {
  AttributeOptions settings;
  cli::Options options("siskin-attribute", "[options] -m model.pt sequences.fa ...",
                       "Tells how much each base of DNA sequences matters to a TorchScript model.");
  declare_model(options, settings);
  declare_method(options, settings);
  add_sequence_options(options, settings.sequences);
  declare_output(options, settings);
  declare_run(options, settings);
  if (!options.parse(arguments, out)) return std::nullopt;
  check_sequence_options(settings.sequences);
  check_method(options, settings);
  fill_defaults(settings);
  check_references(settings);
  if (settings.outputs.empty()) settings.outputs.push_back("-");
  check_outputs(settings);
  return settings;
}

}  // namespace siskin::tools
