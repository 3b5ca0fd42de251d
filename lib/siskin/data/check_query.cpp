#include "siskin/data/check_query.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::data {
namespace {

void require(bool condition, const std::string& message) {
  if (!condition) throw UsageError(message);
}

void check_inputs(const Query& query) {
  const auto& sequences = query.sequences;
  const bool genome = !sequences.genome.empty();
  const bool peaks = !query.peaks.peaks.empty();
  const bool regions = !sequences.regions.empty();
  const bool files = !query.positives.empty() || !query.negatives.empty();
  require(
      sequences.region.empty() && sequences.split.empty() && !sequences.label && !sequences.limit,
      "--region, --split, --label and --limit do not choose what is trained on");
  require(sequences.fasta.empty() || !genome,
          "found FASTA files and --genome, expected one of the two");
  require(!regions || genome, "--regions needs --genome");
  require(!peaks || genome, "--peaks needs --genome");
  require(genome || query.signals.tracks.empty(), "--signal needs --genome");
  require(query.positives.empty() || !(regions || peaks || !sequences.fasta.empty()),
          "--positives and --negatives replace FASTA arguments, --regions and --peaks");
  require(!peaks || (!regions && query.negatives.empty()),
          "--peaks labels the genome itself, "
          "found --regions or --negatives too");
  require(query.negatives.empty() || !query.positives.empty() || regions,
          "--positives and --negatives go together");
  require(query.positives.empty() || !query.negatives.empty() ||
              query.drawn_negatives != Negatives::kNone || !query.signals.tracks.empty(),
          "--positives and --negatives go together");
  require(files || regions || peaks || !sequences.fasta.empty(),
          "no sequences: give FASTA files ('-' for standard input), or --genome with --regions");
  require(genome || (!sequences.width && query.jitter == 0 && query.blacklist.empty() &&
                     !query.top_fraction),
          "--width, --jitter, --blacklist and --top-fraction need --genome");
}

void check_peaks(const Query& query) {
  const PeakQuery& peaks = query.peaks;
  if (peaks.peaks.empty()) {
    require(peaks.ambiguous.empty(), "--ambiguous-peaks needs --peaks");
    return;
  }
  require(peaks.ambiguous.empty() || peaks.ambiguous.size() == peaks.peaks.size(),
          "--ambiguous-peaks: found " + std::to_string(peaks.ambiguous.size()) +
              " files, expected one for each --peaks, " + std::to_string(peaks.peaks.size()));
  require(query.sequences.width.has_value(), "--peaks needs --width");
  require(!query.valid_chroms.empty(),
          "--peaks needs --valid-chroms: windows of neighbouring bins overlap");
  require(query.signals.tracks.empty() && query.labels.path.empty(),
          "--peaks gives the labels, found --signal or --labels too");
  require(peaks.bin > 0 && peaks.stride > 0, "--bin-size and --bin-stride: expected 1 or more");
  require(query.jitter == 0, "--jitter moves windows of regions, not the bins of --peaks");
}

void check_signals(const Query& query) {
  const SignalQuery& signals = query.signals;
  const bool filtered = signals.min_counts || signals.max_counts || signals.outlier_quantile;
  require(!filtered || signals.output_length,
          "--min-counts, --max-counts and --outlier-quantile need --output-length");
  if (signals.tracks.empty()) {
    require(signals.controls.empty() && !signals.output_length,
            "--control and --output-length need --signal");
    return;
  }
  require(query.labels.path.empty(), "--signal gives the labels, found --labels too");
  require(signals.strands == 1 || signals.output_length,
          "--strands 2 needs --output-length: labels have no strands");
  require(signals.controls.empty() || signals.output_length, "--control needs --output-length");
  require(signals.tracks.size() % signals.strands == 0 &&
              signals.controls.size() % signals.strands == 0,
          "--strands 2: expected --signal and --control in pairs, plus and minus");
  const auto width = query.sequences.width;
  require(!signals.output_length || !width || *signals.output_length <= *width,
          "--output-length: expected at most --width");
}

void check_negatives(const Query& query) {
  const auto kind = query.drawn_negatives;
  const bool genome = !query.sequences.genome.empty();
  if (kind == Negatives::kNone) {
    require(!query.negative_ratio || !query.negatives.empty() || !query.peaks.peaks.empty(),
            "--negative-ratio needs negatives");
  } else {
    require(query.negatives.empty() && query.peaks.peaks.empty(),
            "negatives are drawn or come from files, found both");
    require(genome || kind == Negatives::kDinucleotide,
            "--negatives uniform and gc-matched need --genome");
    require(query.signals.tracks.empty() || kind != Negatives::kDinucleotide,
            "--negatives dinucleotide: shuffled sequences have no --signal");
  }
  require(!query.negative_ratio || *query.negative_ratio > 0,
          "option --negative-ratio: expected a number above 0");
}

void check_training(const Query& query) {
  for (const auto& name : query.valid_chroms) {
    const auto& tests = query.test_chroms;
    require(std::find(tests.begin(), tests.end(), name) == tests.end(),
            "--valid-chroms and --test-chroms: found " + util::quoted(name) + " in both");
  }
  require(query.valid_fraction + query.test_fraction < 1,
          "--valid-fraction and --test-fraction leave nothing to train on");
  require(query.jitter >= 0, "option --jitter: expected 0 or more");
  const auto& kinds = query.augmentation.kinds;
  const bool moves = std::any_of(kinds.begin(), kinds.end(), [](Augmentation::Kind kind) {
    return kind != Augmentation::Kind::kMutation;
  });
  require(!query.signals.output_length || !moves,
          "--augment: only mutation keeps a sequence in line with its profile");
}

}  // namespace

void check_query(const Query& query) {
  check_inputs(query);
  check_peaks(query);
  check_signals(query);
  check_negatives(query);
  check_training(query);
}

}  // namespace siskin::data
