#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "siskin/seq/interval.hpp"

namespace siskin::io {

/// Random access to a FASTA file, plain or bgzip. A missing .fai (and .gzi) is made beside the file
/// when that place is writable. Not thread-safe: one reader a thread.
class FastaReader {
 public:
  /// Throws Error, naming the path: no such file, plain gzip (only bgzip can be read at random),
  /// truncated bgzip, index missing and not writable.
  explicit FastaReader(const std::string& path);
  ~FastaReader();
  FastaReader(FastaReader&&) noexcept;
  FastaReader& operator=(FastaReader&&) noexcept;

  /// The letters of `where` as stored. Throws Error for an unknown sequence (naming some that
  /// exist), an interval that leaves it, or an index that does not fit the file: header and end of
  /// each sequence are compared at its first use.
  std::string fetch(const seq::Interval& where) const;
  bool contains(const std::string& chrom) const;
  /// Throws Error for an unknown sequence.
  std::int64_t length(const std::string& chrom) const;
  /// Names and lengths in file order.
  std::vector<std::pair<std::string, std::int64_t>> chromosomes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::io
