#include "sis/evaluate_options.hpp"

#include <algorithm>
#include <limits>

#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

void check(const EvaluateOptions& settings) {
  if (settings.threshold && !settings.threshold_of.empty())
    throw UsageError("found both of --threshold and --threshold-of, expected at most one");
  const auto& paths = settings.tables.paths;
  if (settings.threshold_of == "-" && std::count(paths.begin(), paths.end(), "-") > 0)
    throw UsageError("found '-' for two inputs, expected standard input once");
  refuse_shared_stdout({{"output", settings.output}, {"per-subset", settings.per_subset}});
}

}  // namespace

std::optional<EvaluateOptions> parse_evaluate_options(const std::vector<std::string>& arguments,
                                                      std::ostream& out) {
  EvaluateOptions settings;
  std::vector<std::string> tables;
  std::string names;
  cli::Options options("siskin-sis", "evaluate [options] -m model.pt subsets.tsv ...",
                       "Asks a model about the subsets of other models (siskin-sis --table): is "
                       "what suffices for them enough for it?");
  add_model_file(options, settings.model);
  options.integer("target", &settings.target, 0, "which output is asked for, counted from 0");
  add_tensor_options(options, settings.model, "score the output");
  options.group("Subsets")
      .text("names", &names, "A,B,...",
            "what the models of the tables are called [the names of the files]")
      .choice("mask", &settings.mask, {"uniform", "zero"}, "what stands in a masked position")
      .choice("decision", &settings.decision, {"maximise", "minimise"},
              "enough is an output >= X, or <= X")
      .optional_real("threshold", &settings.threshold, "enough is this output or more (or less)")
      .text("threshold-of", &settings.threshold_of, "FILE.tsv",
            "X as in the table of the model's own subsets");
  options.group("Output")
      .text("output,o", &settings.output, "FILE.tsv[.gz]",
            "mean, extreme and share that is enough [standard output]")
      .text("per-subset", &settings.per_subset, "FILE.tsv[.gz]", "the output for every subset");
  add_run_options(options, settings.model);
  cli::add_common(options, settings.common);
  options.positional(&tables, "tables of siskin-sis --table, one a model", 1,
                     std::numeric_limits<std::size_t>::max());
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.tables = name_tables(tables, names);
  check(settings);
  return settings;
}

}  // namespace siskin::tools
