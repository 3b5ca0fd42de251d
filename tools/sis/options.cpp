#include "sis/options.hpp"

#include "common/sequence_options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

void declare_model(cli::Options& options, SisOptions& settings) {
  options.group("Model")
      .text("model,m", &settings.model, "FILE.pt", "any TorchScript model of (N,4,L) input")
      .required()
      .integer("target", &settings.target, 0, "which output is explained, counted from 0")
      .choice("output-space", &settings.output_space, {"logit", "probability"},
              "the output as the model gives it, or its sigmoid")
      .choice("output-kind", &settings.output_kind, {"logit", "value"},
              "what the outputs are, for a model that does not say [value]")
      .choice("ambiguous", &settings.ambiguous, {"zero", "uniform", "error"},
              "letters other than ACGT: zeros, 0.25 each, or stop");
}

void declare_subsets(cli::Options& options, SisOptions& settings) {
  options.group("Subsets")
      .optional_real("threshold", &settings.threshold, "a subset is sufficient when f >= X")
      .optional_real("threshold-quantile", &settings.threshold_quantile,
                     "X is this quantile (0 to 1) of f over the sequences")
      .choice("mask", &settings.mask, {"uniform", "zero", "base-frequency", "position-mean"},
              "what stands in a masked position")
      .optional_integer("max-subsets", &settings.max_subsets, 1, "at most K a sequence");
}

void check(const SisOptions& settings) {
  if (settings.threshold.has_value() == settings.threshold_quantile.has_value()) {
    throw UsageError(std::string(settings.threshold ? "found both" : "found none") +
                     " of --threshold and --threshold-quantile, expected one");
  }
  const auto quantile = settings.threshold_quantile;
  if (quantile && (*quantile < 0 || *quantile > 1)) {
    throw UsageError("option --threshold-quantile: found " + util::format_double(*quantile) +
                     ", expected a number from 0 to 1");
  }
  const bool bed_on_stdout = settings.output.empty() || settings.output == "-";
  if (settings.table == "-" && bed_on_stdout) {
    throw UsageError("option --table: standard output is taken by the BED lines, expected -o FILE");
  }
}

}  // namespace

std::optional<SisOptions> parse_sis_options(const std::vector<std::string>& arguments,
                                            std::ostream& out) {
  SisOptions settings;
  cli::Options options(
      "siskin-sis", "[options] -m model.pt --threshold X sequences.fa ...",
      "Finds the fewest bases that alone keep a model's decision: sufficient input "
      "subsets.");
  declare_model(options, settings);
  declare_subsets(options, settings);
  add_sequence_options(options, settings.sequences);
  options.group("Output")
      .text("output,o", &settings.output, "FILE.bed[.gz]",
            "BED12, one line a subset [standard output]")
      .text("table", &settings.table, "FILE.tsv[.gz]", "all subsets with their scores");
  options.group("Run")
      .integer("batch-size", &settings.batch_size, 1, "sequences given to the model at once")
      .text("device", &settings.device, "NAME", "cpu, cuda or cuda:0");
  cli::add_common(options, settings.common);
  if (!options.parse(arguments, out)) return std::nullopt;
  check_sequence_options(settings.sequences);
  check(settings);
  return settings;
}

}  // namespace siskin::tools
