#include "sis/cluster_options.hpp"

#include <limits>

#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

std::vector<double> parse_eps(const std::string& list) {
  std::vector<double> values;
  for (const auto word : util::split(list, ',')) {
    const auto value = util::parse_real(word);
    if (!value || *value < 0) {
      throw UsageError("option --eps: found " + util::quoted(word) +
                       ", expected numbers from 0 on, comma separated");
    }
    values.push_back(*value);
  }
  return values;
}

std::vector<std::size_t> parse_min_samples(const std::string& list) {
  std::vector<std::size_t> values;
  for (const auto word : util::split(list, ',')) {
    const auto value = util::parse_integer(word);
    if (!value || *value < 1) {
      throw UsageError("option --min-samples: found " + util::quoted(word) +
                       ", expected integers from 1 on, comma separated");
    }
    values.push_back(static_cast<std::size_t>(*value));
  }
  return values;
}

void check_grid(const ClusterOptions& settings) {
  if (!settings.is_grid()) return;
  if (settings.grid.empty()) {
    throw UsageError("found " + std::to_string(settings.eps.size() * settings.min_samples.size()) +
                     " settings of --eps and --min-samples, expected one, or --grid FILE for a "
                     "table of all");
  }
  const std::vector<std::pair<std::string, const std::string*>> others{
      {"output", &settings.output},
      {"members", &settings.members},
      {"meme", &settings.meme},
      {"histogram", &settings.histogram},
      {"motifs", &settings.motifs}};
  for (const auto& [option, value] : others) {
    if (value->empty()) continue;
    throw UsageError("option --" + option +
                     ": found with several settings of --eps and --min-samples, expected one");
  }
}

void check(const cli::Options& options, const ClusterOptions& settings) {
  if (options.given("reference") && settings.distance != "energy" && settings.histogram.empty())
    throw UsageError("option --reference: expected with --distance energy or --histogram");
  check_grid(settings);
  if (settings.is_grid()) return;
  refuse_shared_stdout({{"output", settings.output},
                        {"members", settings.members},
                        {"meme", settings.meme},
                        {"histogram", settings.histogram},
                        {"grid", settings.grid}});
}

}  // namespace

std::optional<ClusterOptions> parse_cluster_options(const std::vector<std::string>& arguments,
                                                    std::ostream& out) {
  ClusterOptions settings;
  std::vector<std::string> tables;
  std::string names;
  std::string eps;
  std::string min_samples = std::to_string(settings.min_samples.front());
  cli::Options options("siskin-sis", "cluster [options] --eps X subsets.tsv ...",
                       "Groups the subsets of one or several models (siskin-sis --table, one "
                       "table a model) and tells which model holds how much of each group.");
  options.group("Models").text("names", &names, "A,B,...",
                               "what the models are called [the names of the files]");
  options.group("Pieces")
      .optional_integer("max-gap", &settings.max_gap, 0,
                        "cut a subset where more than N bases in a row are not in it")
      .integer("min-bases", &settings.min_bases, 1, "leave out what has fewer bases");
  options.group("Distance")
      .choice("distance", &settings.distance, {"levenshtein", "energy"},
              "edit distance of patterns (what), or energy distance of positions (where)")
      .choice("strands", &settings.strands, {"both", "forward"},
              "whether a pattern may be read from the other strand")
      .choice("reference", &settings.reference, {"start", "centre"},
              "position 0 of energy distance and histogram: start or middle of the window");
  options.group("Clusters (DBSCAN)")
      .text("eps", &eps, "X[,X...]", "subsets within this distance are neighbours")
      .required()
      .text("min-samples", &min_samples, "N[,N...]",
            "a subset with N neighbours, itself counted, is a core of a cluster");
  options.group("Motifs").text("motifs", &settings.motifs, "FILE",
                               "known motifs (MEME, JASPAR, TRANSFAC) to name the clusters by");
  options.group("Output")
      .text("output,o", &settings.output, "FILE.tsv[.gz]", "one line a cluster [standard output]")
      .text("members", &settings.members, "FILE.tsv[.gz]", "one line a subset")
      .text("meme", &settings.meme, "FILE.meme", "the motif of each cluster")
      .text("histogram", &settings.histogram, "FILE.tsv[.gz]",
            "where the bases of each cluster lie")
      .text("grid", &settings.grid, "FILE.tsv[.gz]",
            "number and size of the clusters for each --eps and --min-samples");
  options.group("Run");
  cli::add_common(options, settings.common);
  options.positional(&tables, "tables of siskin-sis --table, one a model", 1,
                     std::numeric_limits<std::size_t>::max());
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.tables = name_tables(tables, names);
  settings.eps = parse_eps(eps);
  settings.min_samples = parse_min_samples(min_samples);
  check(options, settings);
  return settings;
}

}  // namespace siskin::tools
