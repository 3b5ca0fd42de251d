#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace siskin::data {

/// What the examples of a set look like. A set has labels, or profiles, never both.
struct Shape {
  std::size_t length = 0;          ///< bases of a sequence
  std::size_t tasks = 0;           ///< labels of a sequence, or profiles of it
  std::size_t profile_length = 0;  ///< positions of a profile, centred on the sequence; 0: labels
  std::size_t strands = 1;         ///< tracks of a profile: 1, or 2 (plus, minus)
  std::size_t controls = 0;        ///< control tracks beside a sequence
  std::vector<std::string> names;  ///< of the tasks

  bool has_profiles() const { return profile_length > 0; }
};

/// Some examples in plain numbers, row by row.
struct Examples {
  std::size_t rows = 0;
  std::vector<std::uint8_t> codes_nl;  ///< seq::code of every base
  std::vector<float> labels_nt;        ///< NaN: unknown
  std::vector<float> profiles_ntos;    ///< counts: task, position, strand
  std::vector<float> controls_ncl;     ///< counts of the control tracks over the whole sequence
  /// 1 for a positive example: some label of at least 0.5, or a window of a peak; else 0.
  std::vector<std::uint8_t> positive_n;
  /// Where each example comes from: index into the set's sources, stable over epochs (for tables of
  /// predictions and for truth).
  std::vector<std::uint64_t> source_n;
};

/// One split of the data. Examples are made when they are asked for, so that memory does not grow
/// with their number. What an epoch holds depends on (seed, epoch) alone, never on batches or
/// threads. Not thread-safe: one thread reads.
class ExampleSet {
 public:
  virtual ~ExampleSet() = default;
  virtual const Shape& shape() const = 0;
  /// Examples of an epoch, before reverse complements are appended to a batch.
  virtual std::size_t size() const = 0;
  /// Chooses order, negatives, jitter and augmentation of an epoch (from 1). Epoch 0 is the set as
  /// it stands: in file order, no jitter, no augmentation; what validation and test use.
  virtual void start_epoch(std::int64_t epoch) = 0;
  /// The next examples, at most `count`; a batch to which reverse complements are appended has
  /// twice as many rows. False at the end of the epoch.
  virtual bool next(std::size_t count, Examples& examples) = 0;
  /// Name of a source (Examples::source_n): of the FASTA record, or chrom:start-end;
  /// empty for one that was drawn.
  virtual std::string name(std::uint64_t source) = 0;
};

/// The splits of a data set; `test` may be null.
struct Splits {
  std::unique_ptr<ExampleSet> train;
  std::unique_ptr<ExampleSet> valid;
  std::unique_ptr<ExampleSet> test;
};

}  // namespace siskin::data
