#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace siskin::io {

/// Writes a bedGraph: "" or "-" standard output, x.gz bgzip with a tabix index x.gz.tbi beside it
/// (x.gz.csi for chromosomes longer than the 512 Mbp that .tbi can address), else plain text. The
/// files appear at close().
class BedGraphWriter {
 public:
  explicit BedGraphWriter(const std::string& path);
  ~BedGraphWriter();
  BedGraphWriter(const BedGraphWriter&) = delete;
  BedGraphWriter& operator=(const BedGraphWriter&) = delete;

  /// One value a base from `start`; runs of equal values become one line, NaN is left out. The
  /// caller sees to order and overlaps. Throws Error for an infinite value.
  void add(const std::string& chrom, std::int64_t start, const float* values, std::size_t count);
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::io
