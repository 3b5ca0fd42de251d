#include "score/trust_options.hpp"

#include <set>

#include "score/labelled_table.hpp"
#include "score/option_checks.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {

std::optional<ConsistencyOptions> parse_consistency(const std::vector<std::string>& arguments,
                                                    std::ostream& out) {
  ConsistencyOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "consistency [options] --onehot onehot.npz map.npz",
                       "How consistently the maps of one model repeat the same patterns over "
                       "sequences, and how stable they are; needs no known motifs.");
  options.group("Maps")
      .text("onehot", &settings.onehot, "FILE.npz", "the sequences (siskin-attribute --onehot)")
      .required()
      .text("reversed", &settings.reversed, "FILE.npz",
            "maps of the reverse complements, under the same names")
      .text("shifted", &settings.shifted, "FILE.npz",
            "maps of windows that start --shift bases further on")
      .integer("shift", &settings.shift, 1, "bases by which --shifted is shifted", 1'000'000)
      .texts("seed-map", &settings.seeds, "FILE.npz",
             "maps of the same model from another initialisation, may be repeated");
  options.group("Patterns")
      .integer("window", &settings.window, 1, "bases of a window", 1000)
      .real("kept", &settings.kept, "share of the windows, the strongest, that is compared", 1e-9,
            1)
      .integer("strongest", &settings.strongest, 1,
               "windows a sequence whose likeness to others is recurrence", 1000);
  options.group("Output")
      .text("per-sequence", &settings.per_sequence, "FILE.tsv",
            "write the figures of every sequence there")
      .text("output,o", &settings.output, "FILE", "where the figures go (standard output without)");
  options.positional(&files, "one map.npz", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.map = files.front();
  refuse_piped_map("map.npz", settings.map);
  refuse_piped_map("option --onehot", settings.onehot);
  refuse_piped_map("option --reversed", settings.reversed);
  refuse_piped_map("option --shifted", settings.shifted);
  for (const auto& path : settings.seeds) refuse_piped_map("option --seed-map", path);
  if (options.given("shift") && settings.shifted.empty())
    throw UsageError("option --shift: expected with --shifted");
  refuse_second_stdout("per-sequence", settings.per_sequence, settings.output);
  auto inputs = settings.seeds;
  inputs.insert(inputs.end(), {settings.map, settings.onehot, settings.reversed, settings.shifted});
  refuse_same_path(inputs, {settings.output, settings.per_sequence});
  return settings;
}

std::optional<SelectOptions> parse_select(const std::vector<std::string>& arguments,
                                          std::ostream& out) {
  SelectOptions settings;
  constexpr std::size_t kMostFiles = 100'000;
  cli::Options options("siskin-score", "select [options] [NAME=]model1.tsv [NAME=]model2.tsv ...",
                       "Ranks models by a figure of their score tables (siskin-score "
                       "consistency), the best first.");
  options.group("Criterion")
      .text("metric", &settings.metric, "NAME", "the figure")
      .text("group", &settings.group, "NAME", "and its group")
      .flag("lowest", &settings.lowest, "the lowest value is the best");
  options.group("Output").text("output,o", &settings.output, "FILE",
                               "where the ranking goes (standard output without)");
  options.positional(&settings.tables, "score tables, one a network", 1, kMostFiles);
  if (!options.parse(arguments, out)) return std::nullopt;
  std::vector<std::string> paths;
  paths.reserve(settings.tables.size());
  for (const auto& table : settings.tables) paths.push_back(split_label(table).path);
  refuse_second_stdin(paths);
  const std::set<std::string> different(paths.begin(), paths.end());
  if (different.size() != paths.size())
    throw UsageError("found a score table twice, expected different files");
  refuse_same_path(paths, {settings.output});
  return settings;
}

std::optional<FaithfulnessOptions> parse_faithfulness(const std::vector<std::string>& arguments,
                                                      std::ostream& out) {
  FaithfulnessOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "faithfulness [options] table.tsv",
                       "Whether maps say what the network does: deletion and insertion curves, "
                       "infidelity, sensitivity, completeness and randomisation, from a table of "
                       "outputs on changed sequences.");
  options.group("Output")
      .text("per-sequence", &settings.per_sequence, "FILE.tsv",
            "write the figures of every sequence there")
      .text("output,o", &settings.output, "FILE", "where the figures go (standard output without)");
  options.positional(&files, "one table, or '-'", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.table = files.front();
  refuse_second_stdout("per-sequence", settings.per_sequence, settings.output);
  refuse_same_path({settings.table}, {settings.output, settings.per_sequence});
  return settings;
}

}  // namespace siskin::tools
