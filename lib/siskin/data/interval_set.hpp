#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace siskin::data {

/// Intervals of a genome, overlapping ones merged.
class IntervalSet {
 public:
  IntervalSet() = default;
  /// Reads a BED file. Throws Error as io::read_bed does. Chromosomes that no genome has are
  /// allowed: lists of excluded regions often name more than a genome holds.
  explicit IntervalSet(const std::string& path);

  bool empty() const { return intervals_.empty(); }
  /// Whether [start, end) of `chrom` shares a base with one of them.
  bool overlaps(const std::string& chrom, std::int64_t start, std::int64_t end) const;

 private:
  std::unordered_map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> intervals_;
};

}  // namespace siskin::data
