#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "siskin/io/bedgraph.hpp"
#include "siskin/seq/interval.hpp"

namespace siskin::io {

using ChromosomeSizes = std::vector<std::pair<std::string, std::int64_t>>;

/// Not thread-safe: one reader a thread.
class BigWigReader {
 public:
  /// Throws Error when the file cannot be opened or is no bigWig.
  explicit BigWigReader(const std::string& path);
  ~BigWigReader();
  BigWigReader(BigWigReader&&) noexcept;
  BigWigReader& operator=(BigWigReader&&) noexcept;

  const ChromosomeSizes& chromosomes() const;
  bool contains(const std::string& chrom) const;
  /// One value a base; NaN where the file has none. Throws Error for an unknown chromosome (naming
  /// some that exist) or an interval that leaves it.
  std::vector<float> values(const seq::Interval& where) const;
  /// Calls `take` for every stored interval, in file order; those that store NaN are left out, as
  /// their bases have no value.
  void for_each(const std::function<void(const BedGraphRecord&)>& take) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Writes a bigWig with ten zoom levels. libBigWig accepts unsorted, overlapping and overhanging
/// data without a word and then writes files that readers misread; this class refuses them.
class BigWigWriter {
 public:
  /// `chromosomes` in the order in which data will come. The file appears at close().
  BigWigWriter(const std::string& path, const ChromosomeSizes& chromosomes);
  ~BigWigWriter();
  BigWigWriter(const BigWigWriter&) = delete;
  BigWigWriter& operator=(const BigWigWriter&) = delete;

  /// `count` consecutive one-base values from `start`; NaN is left out. Throws Error when the
  /// chromosome is unknown or comes before the last one written, when the data start before the end
  /// of what was written, or leave the chromosome, or are infinite.
  void add(const std::string& chrom, std::int64_t start, const float* values, std::size_t count);
  void add(const BedGraphRecord& record);
  /// Throws Error when the file could not be completed.
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::io
