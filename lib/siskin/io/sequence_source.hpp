#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "siskin/io/bigwig.hpp"

namespace siskin::io {

/// Which sequences a tool works on: FASTA records, or windows of a genome.
struct SequenceQuery {
  std::vector<std::string> fasta;     ///< files, "-" for standard input; or else:
  std::string genome;                 ///< FASTA, plain or bgzip
  std::string regions;                ///< BED or narrowPeak
  std::vector<std::string> region;    ///< "chrom:start-end", 0-based half-open
  std::optional<std::int64_t> width;  ///< windows of this width around the summit or middle
  std::string edge = "error";         ///< window leaves the chromosome: error, skip, pad (with N)
  std::string split;                  ///< keep only records with split=NAME in the header
  std::optional<double> label;        ///< keep only records whose first label is this
  std::optional<std::int64_t> limit;  ///< stop after so many
};

/// One sequence with where it came from.
struct SequenceRecord {
  std::string name;        ///< FASTA name; for windows the BED name or chrom:start-end
  std::string chrom;       ///< FASTA name, or the chromosome
  std::int64_t start = 0;  ///< position of the first base on chrom; may be negative under edge=pad
  std::string sequence;    ///< letters as stored
  std::vector<float> labels;  ///< header label=, or BED column 5 with `regions` (when a number)
  std::string split;          ///< header split=
  std::string where;          ///< "file:line" or the like, for messages
};

/// Hands out the sequences of a query one by one.
class SequenceSource {
 public:
  /// Throws UsageError when the query mixes FASTA and genome or has neither, or has options that do
  /// not apply to what it names; Error when a file is bad or without regions.
  explicit SequenceSource(const SequenceQuery& query);
  ~SequenceSource();
  SequenceSource(SequenceSource&&) noexcept;

  /// False at the end. Throws Error for a FASTA file without records, for a window that leaves its
  /// chromosome (edge=error; edge=pad too when it has no base of it), naming the BED line, or a
  /// region on a chromosome that the genome does not have.
  bool next(SequenceRecord& record);
  /// Names and lengths of the genome, empty for FASTA input.
  const ChromosomeSizes& genome_sizes() const;
  /// Windows left out so far under edge=skip.
  std::int64_t skipped() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::io
