#include "score/table_options.hpp"

#include <limits>

#include "score/labelled_table.hpp"
#include "score/option_checks.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();

void add_tables(cli::Options& options, TableOptions& settings) {
  options.group("Tables")
      .texts("by", &settings.by, "NAME",
             "column that tells conditions apart, may be repeated (beside or instead of labels)")
      .text("unit", &settings.unit, "NAME",
            "column that names what a value is of: 'name' for sequences, 'seed' for runs, 'file' "
            "for one value a file ('name' where a table has it, else every line, without)")
      .texts("metric", &settings.metrics, "NAME", "only this metric, may be repeated")
      .texts("group", &settings.groups, "NAME", "only this group, may be repeated");
}

void add_rest(cli::Options& options, TableOptions& settings) {
  options.real("confidence", &settings.confidence, "confidence of the intervals", 0, 1);
  options.group("Output").text("output,o", &settings.output, "FILE",
                               "where the figures go (standard output without)");
  options.positional(&settings.tables, "score tables: FILE, LABEL=FILE, or '-'", 1, kAnyNumber);
}

void check_tables(const TableOptions& settings) {
  std::vector<std::string> paths;
  for (const auto& table : settings.tables) {
    paths.push_back(split_label(table).path);
    if (paths.back().empty())
      throw UsageError("found the table " + util::quoted(table) + ", expected LABEL=FILE");
  }
  refuse_second_stdin(paths);
  // LABEL=FILE may be the name of a file as a whole.
  paths.insert(paths.end(), settings.tables.begin(), settings.tables.end());
  refuse_same_path(paths, {settings.output});
  if (settings.confidence <= 0 || settings.confidence >= 1)
    throw UsageError("option --confidence: expected a number between 0 and 1");
}

}  // namespace

std::optional<SummariseOptions> parse_summarise(const std::vector<std::string>& arguments,
                                                std::ostream& out) {
  SummariseOptions settings;
  cli::Options options("siskin-score", "summarise [options] [LABEL=]scores.tsv ...",
                       "Joins score tables over runs or sequences: mean, spread, quartiles and "
                       "interval of every metric under every condition.");
  add_tables(options, settings.tables);
  add_rest(options.group("Certainty"), settings.tables);
  if (!options.parse(arguments, out)) return std::nullopt;
  check_tables(settings.tables);
  return settings;
}

std::optional<CompareOptions> parse_compare(const std::vector<std::string>& arguments,
                                            std::ostream& out) {
  CompareOptions settings;
  cli::Options options("siskin-score", "compare [options] LABEL=scores.tsv LABEL=scores.tsv ...",
                       "Tests the differences between conditions, metric by metric: a t test and "
                       "a rank test, effect sizes, correction for many tests.");
  add_tables(options, settings.tables);
  options.group("Tests")
      .text("against", &settings.against, "LABEL",
            "hold every other condition against this one (all pairs without)")
      .choice("pairing", &settings.pairing, {"auto", "paired", "unpaired"},
              "auto: by unit where a column names units, unpaired elsewhere")
      .choice("alternative", &settings.alternative, {"two-sided", "greater", "less"},
              "which difference the first condition is tested for")
      .choice("correction", &settings.correction, {"none", "bonferroni", "holm", "bh"},
              "of the p-values of each kind of test, over all lines");
  add_rest(options, settings.tables);
  if (!options.parse(arguments, out)) return std::nullopt;
  check_tables(settings.tables);
  return settings;
}

}  // namespace siskin::tools
