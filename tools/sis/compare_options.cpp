#include "sis/compare_options.hpp"

#include <limits>

#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

void check(const CompareOptions& settings) {
  if (settings.motif.empty() && !settings.motif_name.empty())
    throw UsageError("option --motif-name: needs --motif");
  if (settings.motif.empty() && !settings.per_subset.empty())
    throw UsageError("option --per-subset: needs --motif, from which it tells the divergence");
  refuse_shared_stdout({{"output", settings.output}, {"per-subset", settings.per_subset}});
}

}  // namespace

std::optional<CompareOptions> parse_compare_options(const std::vector<std::string>& arguments,
                                                    std::ostream& out) {
  CompareOptions settings;
  std::vector<std::string> tables;
  std::string names;
  cli::Options options("siskin-sis", "compare [options] subsets.tsv ...",
                       "Sums up the subsets of several selectors or models (siskin-sis --table, "
                       "one table each): how many, how long, how sufficient, how like a motif.");
  options.group("Subsets").text("names", &names, "A,B,...",
                                "what the tables are called [the names of the files]");
  options.group("Motif")
      .text("motif", &settings.motif, "FILE",
            "known motif (MEME, JASPAR, TRANSFAC) to tell the divergence from")
      .text("motif-name", &settings.motif_name, "NAME", "its id or name in that file");
  options.group("Output")
      .text("output,o", &settings.output, "FILE.tsv[.gz]", "medians by table [standard output]")
      .text("per-subset", &settings.per_subset, "FILE.tsv[.gz]", "the divergence of every subset");
  options.group("Run");
  cli::add_common(options, settings.common);
  options.positional(&tables, "tables of siskin-sis --table", 1,
                     std::numeric_limits<std::size_t>::max());
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.tables = name_tables(tables, names);
  check(settings);
  return settings;
}

}  // namespace siskin::tools
