#include "attribute/options.hpp"

#include "attribute/methods.hpp"
#include "attribute/option_checks.hpp"
#include "common/sequence_options.hpp"

namespace siskin::tools {
namespace {

void declare_model(cli::Options& options, AttributeOptions& settings) {
  options.group("Model")
      .texts("model,m", &settings.models, "FILE.pt",
             "any TorchScript model of (N,4,L) input; may be repeated: the mean of an ensemble")
      .required();
  add_output_options(options, settings.model, "explain the output");
  options
      .text("target", &settings.target, "LIST",
            "outputs to explain, by number (from 0) or name, comma separated, or all [0]")
      .text("contrast", &settings.contrast, "A,B", "explain output A minus output B")
      .choice("target-function", &settings.target_function,
              {"output", "sum", "profile-variance", "profile-softmax", "profile-bpnet"},
              "the number that is explained");
}

void declare_method(cli::Options& options, AttributeOptions& settings) {
  options.group("Method")
      .choice("method", &settings.method, method_names(), "how importance is found")
      .flag("center", &settings.center, "subtract the mean over the four bases")
      .flag("hypothetical", &settings.hypothetical,
            "what each base would contribute, whether the sequence has it or not")
      .choice("reduce", &settings.reduce, {"observed", "max-abs", "l1", "l2", "mean-alternatives"},
              "four channels to one value in tracks [observed; saliency and its kin: max-abs]")
      .flag("list-layers", &settings.list_layers, "tell the model's layers and end")
      .text("layer", &settings.layer, "NAME", "which layer is looked at (see --list-layers)");
}

void declare_references(cli::Options& options, AttributeOptions& settings) {
  options.group("References")
      .text("references", &settings.references, "KIND|FILE.fa",
            "zero, uniform, frequency, mononucleotide or dinucleotide shuffles, or FASTA "
            "[by method]")
      .optional_integer("reference-count", &settings.reference_count, 1,
                        "shuffles a sequence [20; by method], or records of FILE.fa [all]")
      .text("base-frequencies", &settings.base_frequencies, "A,C,G,T",
            "of --references frequency and --mask base-frequency [counted in the sequences]");
}

void declare_precision(cli::Options& options, AttributeOptions& settings) {
  options.group("Points and samples")
      .optional_integer(
          "steps", &settings.steps, 1,
          "points on the path to a reference [50; mean-gradient: 20], steps of maxent "
          "[10000] and optimize [200]")
      .choice("rule", &settings.rule, {"middle", "gausslegendre", "left", "right", "trapezoid"},
              "where the points lie [middle; mean-gradient: left]")
      .integer("max-steps", &settings.max_steps, 1, "where --tolerance ends doubling the steps")
      .optional_integer("samples", &settings.samples, 1,
                        "samples a sequence [50; lime: 5000; kernel-shap: 2 M + 2048], orders "
                        "[shapley-sampling: 26], shuffles of a window [10]")
      .optional_real("noise", &settings.noise, "standard deviation of noise on the input [0.1]")
      .optional_real("tolerance", &settings.tolerance,
                     "largest relative residual of sums [deeplift: 0.001; others: any]")
      .flag("allow-incomplete", &settings.allow_incomplete,
            "say how many sums miss --tolerance instead of failing");
}

void declare_rules(cli::Options& options, AttributeOptions& settings) {
  options.group("Rules")
      .choice("deeplift-rule", &settings.deeplift_rule,
              {"rescale", "reveal-cancel", "genomics-default"}, "of non-linear operations")
      .choice("fallback", &settings.fallback, {"none", "path-integral"},
              "operations without a rule: stop, or integrate along their own line")
      .choice("lrp-rule", &settings.lrp_rule, {"epsilon", "gamma"}, "of linear operations")
      .real("epsilon", &settings.epsilon, "stabiliser of LRP", 0)
      .real("gamma", &settings.gamma, "weight of positive parts in --lrp-rule gamma", 0)
      .choice("upsample", &settings.upsample, {"nearest", "linear", "receptive-field"},
              "how a layer's positions become bases");
}

void declare_filters(cli::Options& options, AttributeOptions& settings) {
  options.group("Filters and activations")
      .real("threshold", &settings.threshold,
            "filters: windows whose activation is above this share of the largest", 0, 1)
      .optional_integer("window", &settings.window, 0,
                        "filters: bases aligned around an activation; 0: those that the filter "
                        "reads [20]; occlusion, deletion: bases taken away at once [1]")
      .flag("trim", &settings.trim, "filters: cut flanks that say nothing")
      .integer("top", &settings.top, 1,
               "activations, conductance: tell the strongest sequences of each channel");
}

void declare_output(cli::Options& options, AttributeOptions& settings) {
  options.group("Output")
      .texts("output,o", &settings.outputs, "FILE",
             "x.bedgraph[.gz], x.bw or x.npz, {target} in it stands for the output's name; may be "
             "repeated [bedGraph on standard output]")
      .text("onehot", &settings.onehot, "FILE.npz", "the one-hot sequences beside x.npz")
      .text("spread", &settings.spread, "FILE",
            "standard deviation over the models, as a track or x.npz")
      .text("report", &settings.report, "FILE.tsv",
            "prediction, sum of contributions and residual of each sequence and reference, or what "
            "the method tells; how changed sequences were evaluated")
      .choice("overlap", &settings.overlap, {"mean", "first", "error"},
              "where windows of a genome overlap");
}

void declare_run(cli::Options& options, AttributeOptions& settings) {
  add_run_options(options, settings.model);
  add_engine_option(options, settings.model);
  options.flag("resume", &settings.resume, "go on where an interrupted run of this command ended")
      .seed(&settings.seed);
  cli::add_common(options, settings.common);
}

}  // namespace

std::optional<AttributeOptions> parse_attribute_options(const std::vector<std::string>& arguments,
                                                        std::ostream& out) {
  AttributeOptions settings;
  cli::Options options("siskin-attribute", "[options] -m model.pt sequences.fa ...",
                       "Tells how much each base of DNA sequences matters to a TorchScript model.");
  declare_model(options, settings);
  declare_method(options, settings);
  declare_references(options, settings);
  declare_precision(options, settings);
  declare_rules(options, settings);
  declare_filters(options, settings);
  add_sample_options(options, settings.sample);
  add_perturb_options(options, settings.perturb);
  add_faithfulness_options(options, settings.faithfulness);
  add_sequence_options(options, settings.sequences);
  declare_output(options, settings);
  declare_run(options, settings);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.model.path = settings.models.front();
  complete_attribute_options(options, settings);
  return settings;
}

}  // namespace siskin::tools
