#include "score/options.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "score/option_checks.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;

// Longer than any chromosome; sums of positions stay far from overflow.
constexpr std::int64_t kLargestOffset = 1'000'000'000'000;

void add_output(cli::Options& options, std::string& output) {
  options.text("output,o", &output, "FILE", "where the figures go (standard output without)");
}

void add_per_sequence(cli::Options& options, std::string& path) {
  options.text("per-sequence", &path, "FILE.tsv", "write the figures of every sequence there");
}

void check_accuracy_intervals(const cli::Options& options, AccuracyOptions& settings) {
  const bool regression = settings.task == "regression";
  if (!settings.against.empty() && !options.given("intervals"))
    settings.intervals = regression ? "bootstrap" : "delong";
  if (settings.intervals == "none" && !settings.against.empty())
    throw UsageError(
        "option --intervals: found 'none', expected bootstrap or delong with --against");
  if (settings.intervals == "delong" && regression)
    throw UsageError(
        "option --intervals: delong is of the AUROC, expected bootstrap for regression");
  for (const char* name : {"resamples", "seed"}) {
    if (options.given(name) && settings.intervals == "none")
      throw UsageError(std::string("option --") + name + ": expected with --intervals");
  }
  if (settings.confidence <= 0 || settings.confidence >= 1)
    throw UsageError("option --confidence: expected a number between 0 and 1");
  if (options.given("confidence") && settings.intervals == "none" && settings.calibration.empty())
    throw UsageError("option --confidence: expected with --intervals or --calibration");
}

void check_accuracy(const cli::Options& options, AccuracyOptions& settings) {
  refuse_second_stdin({settings.labels, settings.predictions, settings.against});
  const bool regression = settings.task == "regression";
  if (regression && options.given("output-space") && settings.output_space != "value")
    throw UsageError("option --output-space: regression compares predictions as they stand");
  const bool probabilities = !regression && settings.output_space != "value";
  for (const char* name : {"threshold", "calibration", "calibration-bins"}) {
    if (options.given(name) && !probabilities)
      throw UsageError(std::string("option --") + name +
                       ": expected --output-space logit or probability");
  }
  if (!settings.per_sequence.empty() && !probabilities && !regression)
    throw UsageError("option --per-sequence: no metric of single values, which have an order only");
  if (settings.negative_weight && (regression || *settings.negative_weight <= 0))
    throw UsageError("option --negative-weight: expected a number above 0, for a classification");
  check_accuracy_intervals(options, settings);
  refuse_second_stdout("per-sequence", settings.per_sequence, settings.output);
  refuse_second_stdout("calibration", settings.calibration, settings.output);
  if (regression && !settings.curves.empty())
    throw UsageError("option --curves: a regression has none");
  refuse_second_stdout("curves", settings.curves, settings.output);
  refuse_same_path({settings.labels, settings.predictions, settings.against},
                   {settings.output, settings.per_sequence, settings.calibration, settings.curves});
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
      .real("threshold", &settings.threshold, "probability from which on a call is positive", 0, 1)
      .optional_real("negative-weight", &settings.negative_weight,
                     "negatives that each one of the sample stands for; adds corrected areas")
      .integer("calibration-bins", &settings.calibration_bins, 1,
               "bins of the calibration error and of --calibration", 1000);
  options.group("Certainty")
      .choice("intervals", &settings.intervals, {"none", "bootstrap", "delong"},
              "intervals of all figures; delong: of the AUROC by its formula, of the rest by "
              "bootstrap")
      .text("against", &settings.against, "FILE.tsv",
            "predictions of another model: also write its figures and test the differences")
      .integer("resamples", &settings.resamples, 2, "resamples of the sequences", 10'000'000)
      .real("confidence", &settings.confidence, "confidence of the intervals", 0, 1)
      .seed(&settings.seed);
  options.group("Output");
  add_per_sequence(options, settings.per_sequence);
  options.text("calibration", &settings.calibration, "FILE.tsv",
               "write the bins of the reliability diagram there");
  options.text("curves", &settings.curves, "FILE.tsv",
               "write the points of the ROC and precision-recall curves there");
  add_output(options, settings.output);
  options.positional(&files, "the predictions: one TSV, or '-'", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.predictions = files.front();
  settings.output_space_given = options.given("output-space");
  check_accuracy(options, settings);
  return settings;
}

void check_attribution(const cli::Options& options, const AttributionOptions& settings) {
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
  for (const char* name : {"call-share", "call-gap", "missing"}) {
    if (options.given(name) && settings.track.empty())
      throw UsageError(std::string("option --") + name + ": expected with --truth and a track");
  }
  refuse_second_stdin({settings.truth, settings.track});
  refuse_piped_map("option --truth-model", settings.truth_model);
  refuse_piped_map("option --map", settings.map);
  refuse_second_stdout("per-sequence", settings.per_sequence, settings.output);
  refuse_same_path({settings.truth, settings.track, settings.truth_model, settings.map},
                   {settings.output, settings.per_sequence});
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
  options.group("Called intervals")
      .real("call-share", &settings.call_share,
            "a base is called when its score is at least this share of the largest", 1e-9, 1)
      .integer("call-gap", &settings.call_gap, 0,
               "calls with at most this many other bases between them are one interval", 1'000'000);
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
  check_attribution(options, settings);
  return settings;
}

void check_effects(const cli::Options& options, const EffectsOptions& settings) {
  if (settings.allow_missing && settings.name_column.empty())
    throw UsageError("option --allow-missing: expected with --name-column");
  if (settings.strong && *settings.strong <= 0)
    throw UsageError("option --strong: expected a number above 0");
  if (!settings.p_column.empty() && !settings.strong)
    throw UsageError("option --p-column: expected with --strong");
  if (options.given("maximum-p") && settings.p_column.empty())
    throw UsageError("option --maximum-p: expected with --p-column");
  if (settings.replicate_columns.size() == 1)
    throw UsageError("option --replicate-column: found one, expected two or more");
  const std::set<std::string> replicates(settings.replicate_columns.begin(),
                                         settings.replicate_columns.end());
  if (replicates.size() < settings.replicate_columns.size())
    throw UsageError("option --replicate-column: found a column twice, expected each once");
  refuse_second_stdout("per-substitution", settings.per_substitution, settings.output);
  refuse_same_path({settings.effects, settings.sequences, settings.map},
                   {settings.output, settings.per_substitution});
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
  options.group("Metrics")
      .optional_real("strong", &settings.strong,
                     "size from which on an effect is strong; adds how well these are found")
      .text("p-column", &settings.p_column, "NAME",
            "column of p-values, which a strong effect must have below --maximum-p")
      .real("maximum-p", &settings.maximum_p, "largest p-value of a strong effect", 0, 1)
      .texts("replicate-column", &settings.replicate_columns, "NAME",
             "column of one replicate's effects, twice or more; adds the noise ceiling");
  options.group("Output").text("per-substitution", &settings.per_substitution, "FILE.tsv",
                               "write measured and predicted effects there");
  add_output(options, settings.output);
  options.positional(&files, "one map.npz", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.map = files.front();
  refuse_second_stdin({settings.effects, settings.sequences});
  refuse_piped_map("map.npz", settings.map);
  check_effects(options, settings);
  return settings;
}

std::optional<ScoreOptions> parse_subsets(const Arguments& arguments, std::ostream& out) {
  SubsetsOptions settings;
  std::vector<std::string> files;
  cli::Options options(
      "siskin-score",
      "subsets [options] --truth sites.bed sis.bed\n"
      "subsets [options] --against other.bed sis.bed",
      "Holds sufficient input subsets (siskin-sis, BED12) against planted sites, or\n"
      "against those of another model.");
  options.group("Truth")
      .text("truth", &settings.truth, "FILE.bed", "planted sites")
      .text("against", &settings.against, "FILE.bed", "subsets of the same sequences, BED12")
      .real("minimum-cover", &settings.minimum_cover,
            "share of the bases of a site, or of a subset, that one subset must cover to hit it", 0,
            1);
  options.group("Output");
  add_per_sequence(options, settings.per_sequence);
  add_output(options, settings.output);
  options.positional(&files, "one sis.bed, or '-'", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.subsets = files.front();
  if (settings.truth.empty() && settings.against.empty())
    throw UsageError("found neither --truth nor --against, expected one of them or both");
  refuse_second_stdin({settings.truth, settings.against, settings.subsets});
  refuse_second_stdout("per-sequence", settings.per_sequence, settings.output);
  refuse_same_path({settings.truth, settings.against, settings.subsets},
                   {settings.output, settings.per_sequence});
  return settings;
}

template <auto Parse>
std::optional<ScoreOptions> as_score_options(const Arguments& arguments, std::ostream& out) {
  return Parse(arguments, out);
}

struct Subcommand {
  const char* name;
  const char* purpose;
  std::optional<ScoreOptions> (*parse)(const Arguments& arguments, std::ostream& out);
};

constexpr std::array<Subcommand, 15> kSubcommands{{
    {"accuracy", "predictions against labels", as_score_options<parse_accuracy>},
    {"profile", "predicted against observed profiles", as_score_options<parse_profile>},
    {"attribution", "importance of bases against planted motifs",
     as_score_options<parse_attribution>},
    {"subsets", "sufficient input subsets against planted sites or each other",
     as_score_options<parse_subsets>},
    {"effects", "attribution maps against measured effects of substitutions",
     as_score_options<parse_effects>},
    {"overlap", "importance of bases against peaks, footprints or motif hits",
     as_score_options<parse_overlap>},
    {"filters", "motifs of filters against known motifs", as_score_options<parse_filters>},
    {"motifs", "motifs that attribution maps repeat", as_score_options<parse_motifs>},
    {"faithfulness", "maps against what the network does on changed sequences",
     as_score_options<parse_faithfulness>},
    {"stability", "maps of several models against each other", as_score_options<parse_stability>},
    {"spectrum", "smoothness and concentration of importance along sequences",
     as_score_options<parse_spectrum>},
    {"consistency", "how far the maps of a model can be trusted, without known motifs",
     as_score_options<parse_consistency>},
    {"select", "models ranked by a figure of their score tables", as_score_options<parse_select>},
    {"summarise", "score tables joined over runs or sequences", as_score_options<parse_summarise>},
    {"compare", "tests of score tables of several conditions", as_score_options<parse_compare>},
}};

std::string overview() {
  std::string text =
      "Usage: siskin-score SUBCOMMAND [options] ...\n"
      "\n"
      "Holds predictions, importance and subsets against what is known, and writes one figure a\n"
      "line (TSV: metric, group, value, n).\n"
      "\n"
      "Subcommands:\n";
  constexpr std::size_t kColumn = 14;
  for (const auto& [name, purpose, parse] : kSubcommands) {
    std::string padded = name;
    padded.resize(kColumn, ' ');
    text.append("  ").append(padded).append(purpose).append("\n");
  }
  return text + "\nTry 'siskin-score SUBCOMMAND --help'.\n";
}

}  // namespace

std::optional<ScoreOptions> parse_score_options(const std::vector<std::string>& arguments,
                                                std::ostream& out) {
  std::vector<std::string> names;
  names.reserve(kSubcommands.size());
  for (const auto& subcommand : kSubcommands) names.emplace_back(subcommand.name);
  const auto name = cli::subcommand("siskin-score", arguments, names, overview(), out);
  if (!name) return std::nullopt;
  const auto chosen = std::find(names.begin(), names.end(), *name) - names.begin();
  return kSubcommands[static_cast<std::size_t>(chosen)].parse(
      {arguments.begin() + 1, arguments.end()}, out);
}

}  // namespace siskin::tools
