#include "score/options.hpp"

#include <algorithm>

#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;

// Longer than any chromosome; sums of positions stay far from overflow.
constexpr std::int64_t kLargestOffset = 1'000'000'000'000;

constexpr const char* kOverview =
    "Usage: siskin-score SUBCOMMAND [options] ...\n"
    "\n"
    "Holds predictions, importance and subsets against what is known, and writes one figure a\n"
    "line (TSV: metric, group, value, n).\n"
    "\n"
    "Subcommands:\n"
    "  accuracy     predictions against labels\n"
    "  attribution  importance of bases against planted motifs\n"
    "  effects      attribution maps against measured effects of substitutions\n"
    "  motifs       motifs that attribution maps repeat\n"
    "  subsets      sufficient input subsets against planted sites\n"
    "\n"
    "Try 'siskin-score SUBCOMMAND --help'.\n";

void refuse_second_stdin(const Arguments& paths) {
  if (std::count(paths.begin(), paths.end(), "-") > 1)
    throw UsageError("found '-' for two inputs, expected standard input once");
}

// A zip file is read from its end, which a pipe does not have.
void refuse_piped_map(const std::string& what, const std::string& path) {
  if (path == "-")
    throw UsageError(what + ": found '-', expected a file (a .npz cannot come through a pipe)");
}

void refuse_second_stdout(const std::string& per_sequence, const std::string& output) {
  const bool to_stdout = output.empty() || output == "-";
  if (per_sequence == "-" && to_stdout)
    throw UsageError("option --per-sequence: found '-', expected a file unless --output names one");
}

void add_output(cli::Options& options, std::string& output) {
  options.text("output,o", &output, "FILE", "where the figures go (standard output without)");
}

void add_per_sequence(cli::Options& options, std::string& path) {
  options.text("per-sequence", &path, "FILE.tsv", "write the figures of every sequence there");
}

void check_accuracy(const cli::Options& options, const AccuracyOptions& settings) {
  refuse_second_stdin({settings.labels, settings.predictions});
  const bool regression = settings.task == "regression";
  if (regression && options.given("output-space") && settings.output_space != "value")
    throw UsageError("option --output-space: regression compares predictions as they stand");
  if (options.given("threshold") && (regression || settings.output_space == "value"))
    throw UsageError("option --threshold: expected --output-space logit or probability");
}

std::optional<ScoreOptions> parse_accuracy(const Arguments& arguments, std::ostream& out) {
  AccuracyOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "accuracy [options] --labels LABELS predictions.tsv",
                       "Holds predictions (siskin-predict) against labels, matched by name.");
  options.group("Labels")
      .text("labels", &settings.labels, "FILE",
            "FASTA with label= in the headers, or a TSV with a header line")
      .required()
      .text("name-column", &settings.name_column, "NAME", "column of a TSV that holds the names")
      .texts("label-column", &settings.label_columns, "NAME",
             "column of a TSV that is a task, may be repeated (all but the name and 'split' "
             "without)")
      .text("split", &settings.split, "NAME",
            "only sequences of this split (split= in the header, or the column 'split')")
      .flag("allow-missing", &settings.allow_missing,
            "leave out sequences that have no label or no prediction");
  options.group("Metrics")
      .choice("task", &settings.task, {"classification", "regression"}, "kind of the labels")
      .choice("output-space", &settings.output_space, {"logit", "probability", "value"},
              "what the predictions are; of a value only the order counts")
      .real("threshold", &settings.threshold, "probability from which on a call is positive", 0, 1);
  add_output(options.group("Output"), settings.output);
  options.positional(&files, "the predictions: one TSV, or '-'", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.predictions = files.front();
  check_accuracy(options, settings);
  return settings;
}

void check_attribution(const AttributionOptions& settings) {
  if (settings.truth.empty() != settings.track.empty()) {
    throw UsageError(settings.truth.empty() ? "option --truth is missing, expected with a track"
                                            : "the track is missing, expected with --truth");
  }
  if (settings.truth_model.empty() != settings.map.empty()) {
    throw UsageError(settings.map.empty() ? "option --map is missing, expected with --truth-model"
                                          : "option --truth-model is missing, expected with --map");
  }
  if (settings.truth.empty() && settings.map.empty())
    throw UsageError("nothing to score, expected --truth and a track, or --truth-model and --map");
  refuse_second_stdin({settings.truth, settings.track});
  refuse_piped_map("option --truth-model", settings.truth_model);
  refuse_piped_map("option --map", settings.map);
  refuse_second_stdout(settings.per_sequence, settings.output);
}

std::optional<ScoreOptions> parse_attribution(const Arguments& arguments, std::ostream& out) {
  AttributionOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "attribution [options] --truth TRUTH track",
                       "Holds the importance of bases (siskin-attribute) against planted motifs "
                       "(siskin-simulate): area under both curves, signal to noise, cosine.");
  options.group("Truth")
      .text("truth", &settings.truth, "FILE",
            "bits a base (bedGraph, bigWig), or planted sites (.bed, .bed.gz)")
      .text("truth-model", &settings.truth_model, "FILE.npz",
            "sequence model P of every sequence, for the cosine")
      .text("map", &settings.map, "FILE.npz", "attribution maps, for the cosine");
  options.group("Matching")
      .choice("missing", &settings.missing, {"error", "zero", "skip"},
              "bases without a value in the track")
      .flag("allow-missing", &settings.allow_missing, "leave out sequences without truth");
  options.group("Output");
  add_per_sequence(options, settings.per_sequence);
  add_output(options, settings.output);
  options.positional(&files, "one track (bedGraph, bigWig or '-')", 0, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  if (!files.empty()) settings.track = files.front();
  check_attribution(settings);
  return settings;
}

std::optional<ScoreOptions> parse_effects(const Arguments& arguments, std::ostream& out) {
  EffectsOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "effects [options] --effects measured.tsv map.npz",
                       "Holds attribution or mutagenesis maps (siskin-attribute) against measured "
                       "effects: map[alt] - map[ref] at each substitution.");
  options.group("Measured effects")
      .text("effects", &settings.effects, "FILE.tsv", "one substitution a line")
      .required()
      .text("position-column", &settings.position_column, "NAME", "column of the position")
      .text("ref-column", &settings.ref_column, "NAME", "column of the reference base")
      .text("alt-column", &settings.alt_column, "NAME", "column of the base put in its place")
      .text("effect-column", &settings.effect_column, "NAME", "column of the effect")
      .integer("position-offset", &settings.position_offset, -kLargestOffset,
               "position in the table of the first base of the map", kLargestOffset);
  options.group("Matching")
      .text("name-column", &settings.name_column, "NAME", "column that names the map of each line")
      .text("element", &settings.element, "NAME", "score this map only")
      .text("sequences", &settings.sequences, "FILE", "FASTA to check the reference bases against")
      .flag("allow-missing", &settings.allow_missing, "leave out elements without a map");
  add_output(options.group("Output"), settings.output);
  options.positional(&files, "one map.npz", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.map = files.front();
  refuse_second_stdin({settings.effects, settings.sequences});
  refuse_piped_map("map.npz", settings.map);
  if (settings.allow_missing && settings.name_column.empty())
    throw UsageError("option --allow-missing: expected with --name-column");
  return settings;
}

std::optional<ScoreOptions> parse_subsets(const Arguments& arguments, std::ostream& out) {
  SubsetsOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "subsets [options] --truth sites.bed sis.bed",
                       "Holds sufficient input subsets (siskin-sis, BED12) against planted sites.");
  options.group("Truth")
      .text("truth", &settings.truth, "FILE.bed", "planted sites")
      .required()
      .real("minimum-cover", &settings.minimum_cover,
            "share of a site's bases that one subset must cover to hit it", 0, 1);
  options.group("Output");
  add_per_sequence(options, settings.per_sequence);
  add_output(options, settings.output);
  options.positional(&files, "one sis.bed, or '-'", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.subsets = files.front();
  refuse_second_stdin({settings.truth, settings.subsets});
  refuse_second_stdout(settings.per_sequence, settings.output);
  return settings;
}

}  // namespace

std::optional<ScoreOptions> parse_score_options(const std::vector<std::string>& arguments,
                                                std::ostream& out) {
  const auto name =
      cli::subcommand("siskin-score", arguments,
                      {"accuracy", "attribution", "effects", "motifs", "subsets"}, kOverview, out);
  if (!name) return std::nullopt;
  const Arguments rest(arguments.begin() + 1, arguments.end());
  if (*name == "accuracy") return parse_accuracy(rest, out);
  if (*name == "attribution") return parse_attribution(rest, out);
  if (*name == "effects") return parse_effects(rest, out);
  if (*name == "motifs") return parse_motifs_options(rest, out);
  return parse_subsets(rest, out);
}

}  // namespace siskin::tools
