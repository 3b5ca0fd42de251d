#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "siskin/data/augmentation.hpp"
#include "siskin/data/label_table.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::data {

/// Where reverse complements of training examples come in.
enum class Strands {
  kGiven,   ///< nowhere
  kSet,     ///< the set holds each example twice, in an order of its own
  kBatch,   ///< appended to the batch that has the example
  kRandom,  ///< half of the examples, another half every epoch, are turned
};

/// Examples of label 0 that no file lists.
enum class Negatives {
  kNone,
  kUniform,       ///< random windows of the chromosomes on which the split has regions
  kGcMatched,     ///< windows beside the regions that have their GC contents
  kDinucleotide,  ///< shuffles of the split's own sequences that keep dinucleotide counts
};

/// Labels of genome bins from peaks, one file a task.
struct PeakQuery {
  std::vector<std::string> peaks;
  std::vector<std::string> ambiguous;  ///< none, or one file a task
  std::int64_t bin = 200;
  std::int64_t stride = 50;
  bool ambiguous_neighbours = true;  ///< the bins beside those of a peak have no label
};

/// Tracks beside the sequence, from bigWig files.
struct SignalQuery {
  std::vector<std::string> tracks;    ///< task by task; with two strands plus, minus of each
  std::vector<std::string> controls;  ///< with two strands plus, minus of each
  std::size_t strands = 1;
  std::optional<std::int64_t> output_length;  ///< positions of a profile; none: one label a track
  bool sum = false;                           ///< labels: sum over the window instead of mean
  /// Regions with other total counts in the profile are left out.
  std::optional<double> min_counts;
  std::optional<double> max_counts;
  /// Training regions with more than 1.2 times this quantile of their counts are left out.
  std::optional<double> outlier_quantile;
};

/// What to train on. Sequences, labels and splits as `siskin-train` documents them.
struct Query {
  /// fasta; or genome with regions, width, edge. What else it has must not be set.
  io::SequenceQuery sequences;
  LabelTableQuery labels;  ///< overrides labels in FASTA headers and BED files
  /// Files of positive and of negative examples, FASTA, or BED with a genome. `negatives` may also
  /// go with regions.
  std::vector<std::string> positives;
  std::vector<std::string> negatives;
  PeakQuery peaks;
  SignalQuery signals;
  Negatives drawn_negatives = Negatives::kNone;
  /// Negatives for each positive in an epoch. None: all of the files', or one if they are drawn.
  std::optional<double> negative_ratio;

  /// Splits: by chromosome when one of these is given; else by split= or the table; else by
  /// fraction.
  std::vector<std::string> valid_chroms;
  std::vector<std::string> test_chroms;
  double valid_fraction = 0.1;
  double test_fraction = 0.2;
  /// Share of the regions of each file, by signal (narrowPeak column 7, else column 5), that train.
  std::optional<double> top_fraction;
  std::string blacklist;  ///< BED; windows that overlap it are left out

  std::int64_t jitter = 0;  ///< most bases that a training window of a positive moves
  Strands strands = Strands::kGiven;
  Augmentation augmentation;
  std::uint64_t seed = 0;
  bool refuse_ambiguous = false;  ///< an Error for letters other than ACGT
};

}  // namespace siskin::data
