#include "sis/options.hpp"

#include "common/sequence_options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kSubcommands =
    "Subcommands (siskin-sis SUBCOMMAND --help):\n"
    "  cluster   groups of subsets, and how much of each a model holds; needs no model\n"
    "  evaluate  what a model makes of the subsets of another one";

void declare_model(cli::Options& options, SisOptions& settings) {
  add_model_options(options, settings.model, "explain the output");
  options.integer("target", &settings.target, 0, "which output is explained, counted from 0");
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
  add_run_options(options, settings.model);
  cli::add_common(options, settings.common);
  options.epilogue(kSubcommands);
  if (!options.parse(arguments, out)) return std::nullopt;
  check_sequence_options(settings.sequences);
  check(settings);
  return settings;
}

}  // namespace siskin::tools
