#include "train/data_options.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>

#include "siskin/data/augmentation.hpp"
#include "siskin/data/check_query.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

// Beyond any chromosome these only invite overflow.
constexpr std::int64_t kLargestBin = 1'000'000'000;
constexpr std::int64_t kLargestJitter = 1'000'000'000;

void add_sequences(cli::Options& options, DataOptions& settings) {
  auto& query = settings.query;
  options.group("Sequences and labels")
      .text("labels", &query.labels.path, "FILE.tsv", "labels by sequence name, instead of label=")
      .text("name-column", &query.labels.name_column, "NAME", "column of --labels with the names")
      .texts("label-column", &query.labels.label_columns, "NAME",
             "column of --labels with a task; may be repeated [all others]")
      .text("split-column", &query.labels.split_column, "NAME",
            "column of --labels with train, valid or test")
      .texts("positives", &query.positives, "FILE",
             "FASTA, or BED with --genome, of label 1; may be repeated")
      .texts("negatives", &settings.negatives, "FILE|KIND",
             "FASTA or BED of label 0, may be repeated; or uniform, gc-matched, dinucleotide")
      .optional_real("negative-ratio", &query.negative_ratio,
                     "negatives for each positive in an epoch [all; 1 if drawn or with --peaks]")
      .text("genome", &query.sequences.genome, "FILE.fa[.gz]",
            "genome, plain or bgzip, instead of FASTA")
      .text("regions", &query.sequences.regions, "FILE",
            "BED with the windows of the genome, label in column 5")
      .optional_integer("width", &query.sequences.width, 1,
                        "cut windows of this width around the summit or the middle")
      .choice("edge", &query.sequences.edge, {"error", "skip", "pad"},
              "a window leaves its chromosome: stop, leave it out, or fill with N")
      .text("blacklist", &query.blacklist, "FILE.bed", "leave out windows that overlap these")
      .optional_real("top-fraction", &query.top_fraction,
                     "train on this share of each file's regions, by signal [all]")
      .positional(&query.sequences.fasta, "sequences.fa", 0, 1000000);
}

void add_peaks(cli::Options& options, DataOptions& settings) {
  auto& peaks = settings.query.peaks;
  options.group("Labels of the whole genome from peaks")
      .texts("peaks", &peaks.peaks, "FILE", "BED or narrowPeak, one a task; may be repeated")
      .texts("ambiguous-peaks", &peaks.ambiguous, "FILE",
             "peaks whose bins have no label, one for each --peaks")
      .integer("bin-size", &peaks.bin, 1, "bases of a bin that is labelled", kLargestBin)
      .integer("bin-stride", &peaks.stride, 1, "bases from one bin to the next", kLargestBin)
      .flag("no-ambiguous-neighbours", &settings.no_ambiguous_neighbours,
            "the bins beside those of a peak are negative, instead of without label");
}

void add_signals(cli::Options& options, DataOptions& settings) {
  auto& signals = settings.query.signals;
  options.group("Signals of the genome to predict")
      .texts("signal", &signals.tracks, "FILE.bw",
             "bigWig, one a task (plus, minus with --strands 2); may be repeated")
      .integer("strands", &settings.strands, 1, "tracks of a task", 2)
      .optional_integer("output-length", &signals.output_length, 1,
                        "predict profiles of so many bases in the middle [one number a signal]")
      .choice("signal-label", &settings.signal_label, {"mean", "sum"},
              "without --output-length: what of the signal in a window is the label")
      .texts("control", &signals.controls, "FILE.bw",
             "bigWig beside the sequence (plus, minus with --strands 2); may be repeated")
      .optional_real("min-counts", &signals.min_counts, "leave out regions with fewer counts")
      .optional_real("max-counts", &signals.max_counts, "leave out regions with more counts")
      .optional_real("outlier-quantile", &signals.outlier_quantile,
                     "leave out training regions above 1.2 times this quantile of the counts");
}

void add_splits(cli::Options& options, DataOptions& settings) {
  auto& query = settings.query;
  options.group("Splits (by split= in the header unless given)")
      .texts("valid-chroms", &query.valid_chroms, "NAME",
             "chromosome to validate on; may be repeated")
      .texts("test-chroms", &query.test_chroms, "NAME", "chromosome to test on; may be repeated")
      .real("valid-fraction", &query.valid_fraction, "share of sequences without a split", 0, 1)
      .real("test-fraction", &query.test_fraction, "share of sequences without a split", 0, 1);
}

void add_augmentation(cli::Options& options, DataOptions& settings) {
  auto& augmentation = settings.query.augmentation;
  options.group("Augmentation of training sequences")
      .integer("jitter", &settings.query.jitter, 0,
               "move windows of positives by up to so many bases, anew each epoch", kLargestJitter)
      .flag("reverse-complement", &settings.reverse_complement,
            "also train on the other strand of every sequence")
      .choice("reverse-complement-as", &settings.reverse_complement_as, {"set", "batch", "random"},
              "examples of their own, appended to the batch, or instead of half of the sequences")
      .texts("augment", &settings.augment, "KIND",
             "mutation, insertion, deletion, inversion or translocation; may be repeated")
      .integer("augment-kinds", &settings.augment_kinds, 1, "how many of them in one sequence")
      .flag("augment-up-to", &settings.augment_up_to,
            "from one to so many, instead of just so many")
      .real("augment-rate", &augmentation.mutation_rate, "share of the bases that mutate", 0, 1)
      .integer("augment-bases", &augmentation.most_bases, 0,
               "most bases inserted, deleted, inverted or moved", kLargestJitter);
}

void require(bool condition, const std::string& message) {
  if (!condition) throw UsageError(message);
}

// None of the options was given, or the one they belong to was.
void require_base(const cli::Options& options, bool present, const std::string& base,
                  std::initializer_list<const char*> dependent) {
  for (const char* const name : dependent) {
    require(present || !options.given(name), std::string("--") + name + " needs " + base);
  }
}

void require_share(const std::optional<double>& value, const std::string& name) {
  require(!value || (*value > 0 && *value <= 1),
          "option --" + name + ": expected a number above 0, at most 1");
}

void take_negatives(DataOptions& settings) {
  auto& query = settings.query;
  static const std::vector<std::string> kinds = {"uniform", "gc-matched", "dinucleotide"};
  for (const auto& word : settings.negatives) {
    const auto found = std::find(kinds.begin(), kinds.end(), word);
    if (found == kinds.end()) {
      query.negatives.push_back(word);
      continue;
    }
    require(query.drawn_negatives == data::Negatives::kNone,
            "option --negatives: found two kinds to draw, expected one");
    if (word == "uniform") query.drawn_negatives = data::Negatives::kUniform;
    if (word == "gc-matched") query.drawn_negatives = data::Negatives::kGcMatched;
    if (word == "dinucleotide") query.drawn_negatives = data::Negatives::kDinucleotide;
  }
}

void take_augmentation(DataOptions& settings) {
  auto& augmentation = settings.query.augmentation;
  for (const auto& word : settings.augment) {
    const auto kind = data::parse_augmentation(word);
    const auto& kinds = augmentation.kinds;
    require(std::find(kinds.begin(), kinds.end(), kind) == kinds.end(),
            "option --augment: found " + util::quoted(word) + " twice, expected it once");
    augmentation.kinds.push_back(kind);
  }
  augmentation.most = static_cast<std::size_t>(settings.augment_kinds);
  augmentation.exact = !settings.augment_up_to;
  if (!settings.reverse_complement) return;
  const auto& as = settings.reverse_complement_as;
  settings.query.strands = as == "set"     ? data::Strands::kSet
                           : as == "batch" ? data::Strands::kBatch
                                           : data::Strands::kRandom;
}

}  // namespace

void add_data_options(cli::Options& options, DataOptions& settings) {
  add_sequences(options, settings);
  add_peaks(options, settings);
  add_signals(options, settings);
  add_splits(options, settings);
  add_augmentation(options, settings);
}

void check_data_options(const cli::Options& options, DataOptions& settings) {
  auto& query = settings.query;
  require_base(options, !query.labels.path.empty(), "--labels",
               {"name-column", "label-column", "split-column"});
  require_base(options, !query.sequences.genome.empty(), "--genome", {"edge"});
  require_base(options, !query.peaks.peaks.empty(), "--peaks",
               {"bin-size", "bin-stride", "no-ambiguous-neighbours"});
  require_base(options, !query.signals.tracks.empty(), "--signal",
               {"strands", "signal-label", "min-counts", "max-counts", "outlier-quantile"});
  require_base(options, query.signals.output_length.has_value(), "--output-length",
               {"min-counts", "max-counts", "outlier-quantile"});
  require(!query.signals.output_length || !options.given("signal-label"),
          "--signal-label and --output-length exclude each other: a profile is no single number");
  require_base(options, settings.reverse_complement, "--reverse-complement",
               {"reverse-complement-as"});
  require_base(options, !settings.augment.empty(), "--augment",
               {"augment-kinds", "augment-up-to", "augment-rate", "augment-bases"});
  require_share(query.top_fraction, "top-fraction");
  require_share(query.signals.outlier_quantile, "outlier-quantile");
  take_negatives(settings);
  take_augmentation(settings);
  query.peaks.ambiguous_neighbours = !settings.no_ambiguous_neighbours;
  query.signals.strands = static_cast<std::size_t>(settings.strands);
  query.signals.sum = settings.signal_label == "sum";
  data::check_query(query);
}

}  // namespace siskin::tools
