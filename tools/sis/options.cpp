#include "sis/options.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/sequence_options.hpp"
#include "sis/option_checks.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kSubcommands =
    "Subcommands (siskin-sis SUBCOMMAND --help):\n"
    "  cluster   groups of subsets, and how much of each a model holds; needs no model\n"
    "  compare   lengths, outputs and likeness to a motif of several tables; needs no model\n"
    "  evaluate  what a model makes of the subsets of another one";

// Options that say where results go or how fast they come.
constexpr std::array<std::string_view, 6> kWithoutInfluence = {"output", "table",  "report",
                                                               "quiet",  "resume", "threads"};

void declare_model(cli::Options& options, SisOptions& settings) {
  options.group("Model").text(
      "model,m", &settings.model.path, "FILE.pt",
      "any TorchScript model of (N,4,L) input; needed but for --from-order");
  add_output_options(options, settings.model, "explain the output");
  options.integer("target", &settings.target, 0, "which output is explained, counted from 0");
}

void declare_decision(cli::Options& options, DecisionSettings& settings) {
  options.group("Decision")
      .optional_real("threshold", &settings.threshold, "a subset is sufficient when f >= X")
      .optional_real("threshold-quantile", &settings.threshold_quantile,
                     "X is this quantile (0 to 1) of f over the sequences")
      .optional_real("threshold-fraction", &settings.threshold_fraction,
                     "X is this share (0 to 1) of each sequence's own f")
      .choice("decision", &settings.decision, {"maximise", "minimise"},
              "explain f >= X, or f <= X");
}

void declare_mask(cli::Options& options, SisOptions& settings) {
  options.group("Mask")
      .choice("mask", &settings.mask.mask,
              {"uniform", "zero", "base-frequency", "position-mean", "sample"},
              "what stands in a masked position")
      .integer("mask-samples", &settings.mask.samples, 1,
               "sample: mean over so many random sequences", 10000)
      .text("groups", &settings.mask.groups, "FILE.bed",
            "mask the bases of a group (column 4) together")
      .choice("ungrouped", &settings.mask.ungrouped, {"keep", "single"},
              "bases in no group: never masked, or each on its own")
      .seed(&settings.seed);
}

void declare_search(cli::Options& options, SisOptions& settings) {
  auto& search = settings.search;
  options.group("Search")
      .choice("selector", &search.selector,
              {"sis", "sufficient-ig", "top-ig", "fixed-ig", "lime", "perturb"},
              "sufficient input subsets, or a ranking to compare them with")
      .choice("search", &search.search, {"exact", "gradient"},
              "back-selection by evaluation, or by the gradient of the mask")
      .integer("step", &search.step, 1, "gradient: bases masked at once")
      .real("noise", &search.noise, "gradient: deviation of the noise that breaks ties", 0)
      .flag("polish", &search.polish, "gradient: make each subset minimal by exact search in it")
      .optional_integer("max-subsets", &search.max_subsets, 1, "at most K a sequence")
      .optional_integer("subset-length", &search.subset_length, 1,
                        "fixed-ig, lime, perturb: bases of each subset")
      .text("lengths", &search.lengths, "sis.tsv",
            "fixed-ig, lime, perturb: the median length of each sequence's subsets there")
      .integer("samples", &search.samples, 2, "lime: masked copies of a sequence")
      .text("from-order", &settings.from_order, "FILE.tsv[.gz]",
            "first subsets from what --order has written, without model and sequences");
}

void declare_output(cli::Options& options, SisOptions& settings) {
  options.group("Output")
      .text("output,o", &settings.output, "FILE.bed[.gz]",
            "BED12, one line a subset [standard output]")
      .text("table", &settings.table, "FILE.tsv[.gz]", "all subsets with their scores")
      .text("order", &settings.order, "FILE.tsv[.gz]",
            "the whole back-selections, for other thresholds")
      .text("report", &settings.report, "FILE.tsv", "what the search came to, and by which engine")
      .flag("perturbation", &settings.perturbation,
            "in the table: drop of f when one base is masked, inside and outside")
      .flag("resume", &settings.resume, "go on where an interrupted run of this command ended");
}

void note_request(const cli::Options& options, const std::vector<std::string>& arguments,
                  SisOptions& settings) {
  for (const auto& [name, value] : options.given_values()) {
    if (std::find(kWithoutInfluence.begin(), kWithoutInfluence.end(), name) !=
        kWithoutInfluence.end()) {
      continue;
    }
    auto text = name == "order" ? "yes" : value;        // wherever it goes
    std::replace(text.begin(), text.end(), '\n', ' ');  // a line each
    settings.request.emplace_back(name == "arguments" ? "sequences" : "--" + name, text);
  }
  std::copy_if(arguments.begin(), arguments.end(), std::back_inserter(settings.words),
               [](const std::string& word) { return word != "--resume"; });
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
  declare_decision(options, settings.decision);
  declare_mask(options, settings);
  declare_search(options, settings);
  add_sequence_options(options, settings.sequences);
  declare_output(options, settings);
  add_run_options(options, settings.model);
  add_engine_option(options, settings.model);
  cli::add_common(options, settings.common);
  options.epilogue(kSubcommands);
  if (!options.parse(arguments, out)) return std::nullopt;
  check_sis_options(options, settings);
  note_request(options, arguments, settings);
  return settings;
}

}  // namespace siskin::tools
