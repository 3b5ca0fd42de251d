#include "score/map_options.hpp"

#include <algorithm>
#include <set>

#include "score/option_checks.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;

void add_outputs(cli::Options& options, std::string& per_sequence, std::string& output) {
  options.group("Output")
      .text("per-sequence", &per_sequence, "FILE.tsv", "write the figures of every sequence there")
      .text("output,o", &output, "FILE", "where the figures go (standard output without)");
}

}  // namespace

std::optional<SpectrumOptions> parse_spectrum(const Arguments& arguments, std::ostream& out) {
  SpectrumOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "spectrum [options] importance",
                       "How smooth and how concentrated importance is along each sequence: share "
                       "of high frequencies, entropy, Gini coefficient, total variation.");
  options.group("Importance")
      .text("onehot", &settings.onehot, "FILE.npz",
            "one-hot sequences to multiply the maps with, so that only the bases that are there "
            "count")
      .integer("frequency-limit", &settings.frequency_limit, 0,
               "highest low frequency, in periods a sequence (0: length / 6.7)", 1'000'000'000);
  add_outputs(options, settings.per_sequence, settings.output);
  options.positional(&files, "one track (bedGraph, bigWig or '-') or map.npz", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.importance = files.front();
  const bool is_map = util::ends_with(settings.importance, ".npz");
  if (!settings.onehot.empty() && !is_map)
    throw UsageError(
        "option --onehot: expected with a map.npz, a track is of the bases that are "
        "there");
  refuse_piped_map("option --onehot", settings.onehot);
  refuse_second_stdout("per-sequence", settings.per_sequence, settings.output);
  refuse_same_path({settings.importance, settings.onehot},
                   {settings.output, settings.per_sequence});
  return settings;
}

std::optional<StabilityOptions> parse_stability(const Arguments& arguments, std::ostream& out) {
  StabilityOptions settings;
  constexpr std::size_t kMostFiles = 1000;
  cli::Options options("siskin-score", "stability [options] a.npz b.npz ...",
                       "How alike the maps of several models (seeds, folds, data sizes) are for "
                       "the same sequences: continuous Jaccard, cosine, Pearson, Spearman, overlap "
                       "of the most important bases.");
  options.group("Comparison")
      .texts("against", &settings.against, "FILE.npz",
             "compare every file with these instead of with each other, may be repeated")
      .integer("top", &settings.top, 1, "bases that count as the most important ones", 1'000'000)
      .flag("bounds", &settings.bounds,
            "also compare the maps of the first file with themselves in shuffled order")
      .seed(&settings.seed)
      .flag("allow-missing", &settings.allow_missing,
            "leave out sequences that are not in all files");
  add_outputs(options, settings.per_sequence, settings.output);
  options.positional(&settings.maps, "two or more map.npz (one with --against)", 1, kMostFiles);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.top_given = options.given("top");
  if (settings.maps.size() < 2 && settings.against.empty())
    throw UsageError("found one map.npz, expected two or more, or --against");
  std::set<std::string> seen;
  for (const auto* list : {&settings.maps, &settings.against}) {
    for (const auto& path : *list) {
      refuse_piped_map("map.npz", path);
      if (!seen.insert(path).second)
        throw UsageError("found " + util::quoted(path) + " twice, expected different files");
    }
  }
  if (options.given("seed") && !settings.bounds)
    throw UsageError("option --seed: expected with --bounds");
  refuse_second_stdout("per-sequence", settings.per_sequence, settings.output);
  refuse_same_path({seen.begin(), seen.end()}, {settings.output, settings.per_sequence});
  return settings;
}

std::optional<OverlapOptions> parse_overlap(const Arguments& arguments, std::ostream& out) {
  OverlapOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "overlap [options] --regions peaks.bed track",
                       "Holds the importance of bases against peaks, footprints or motif hits: "
                       "precision and recall of bases, enrichment, share of importance, distance "
                       "to the summit.");
  options.group("Regions")
      .text("regions", &settings.regions, "FILE.bed", "BED or narrowPeak (with its summits)")
      .required();
  options.group("Importance")
      .flag("signed", &settings.is_signed, "take importance with its sign, not its absolute value")
      .real("top-fraction", &settings.top_fraction,
            "share of the bases, by importance, whose enrichment is reported", 1e-9, 1);
  options.group("Output").text("curve", &settings.curve, "FILE.tsv",
                               "write precision, recall and enrichment by threshold there");
  add_outputs(options, settings.per_sequence, settings.output);
  options.positional(&files, "one track (bedGraph, bigWig or '-')", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.track = files.front();
  refuse_second_stdin({settings.regions, settings.track});
  refuse_second_stdout("per-sequence", settings.per_sequence, settings.output);
  refuse_second_stdout("curve", settings.curve, settings.output);
  refuse_same_path({settings.regions, settings.track},
                   {settings.output, settings.per_sequence, settings.curve});
  return settings;
}

}  // namespace siskin::tools
