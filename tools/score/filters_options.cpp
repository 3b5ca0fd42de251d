#include "score/filters_options.hpp"

#include "score/option_checks.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

// Database rows of JASPAR number about ten thousand; nobody lays more over a filter.
constexpr std::int64_t kWidest = 10'000;

void check(const FiltersOptions& settings) {
  const std::vector<std::string> inputs = {settings.filters, settings.database, settings.truth};
  refuse_second_stdin(inputs);
  refuse_same_path(inputs, {settings.output, settings.matches, settings.per_motif});
  if (settings.distance == "kullback-leibler" && settings.pseudocount == 0)
    throw UsageError("option --pseudocount: found 0, expected more for kullback-leibler");
}

}  // namespace

std::optional<FiltersOptions> parse_filters(const std::vector<std::string>& arguments,
                                            std::ostream& out) {
  FiltersOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "filters [options] --database known.meme filters.meme",
                       "Holds motifs of filters (siskin-attribute), or any others, against known "
                       "motifs by Tomtom's statistics.");
  options.group("Known motifs")
      .text("database", &settings.database, "FILE", "MEME, JASPAR or TRANSFAC")
      .required()
      .texts("ignore", &settings.ignored, "ID",
             "a motif of the database that is no hit, may be repeated")
      .text("truth", &settings.truth, "SET|FILE.tsv",
            "what should be found: koo2021, koo2021-published, or a table of motif and id");
  options.group("Comparison")
      .flag("trim", &settings.trim, "first cut flanks without information off the filters")
      .choice("distance", &settings.distance, {"euclidean", "pearson", "kullback-leibler"},
              "how two positions are compared")
      .flag("forward-only", &settings.forward_only, "compare with known motifs as they are given")
      .integer("least-overlap", &settings.least_overlap, 1,
               "positions in common; all of a motif that is shorter", kWidest)
      .real("pseudocount", &settings.pseudocount, "sites added to every motif", 0);
  options.group("Hits")
      .choice("threshold-on", &settings.threshold_on, {"e-value", "q-value", "p-value"},
              "what makes a hit")
      .real("threshold", &settings.threshold, "its largest value", 0);
  options.group("Output")
      .text("matches", &settings.matches, "FILE.tsv", "write every hit there, as Tomtom does")
      .text("per-motif", &settings.per_motif, "FILE.tsv", "write the figures of every filter there")
      .text("output,o", &settings.output, "FILE", "where the figures go (standard output without)");
  options.group("Run").integer("threads,@", &settings.threads, 1, "threads to use", 1024);
  options.positional(&files, "one file of motifs, or '-'", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.filters = files.front();
  check(settings);
  return settings;
}

}  // namespace siskin::tools
