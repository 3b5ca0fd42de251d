#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "siskin/io/bed.hpp"

namespace siskin::io {

/// Bases of a sequence that belong together.
struct BaseGroup {
  std::string name;
  std::vector<std::size_t> positions;  ///< 0-based within the sequence, ascending
};

/// Groups of bases, from BED: column 4 names the group, lines of one name on one chromosome (or
/// FASTA record) are one group. Of BED12 the blocks count, and not what lies between them. A line
/// without a name is a group by itself, named by its place ("chr1:10-20").
class BaseGroups {
 public:
  /// Throws Error, naming file and line, as read_bed() does, for a name with a comma, and for a
  /// line that overlaps a group of another name; and for a file without lines.
  explicit BaseGroups(const std::string& path);
  BaseGroups(std::istream& in, const std::string& name);

  /// The groups of a window of `length` bases from `start` on, cut to it, by their first base.
  /// Several threads may ask at once.
  std::vector<BaseGroup> within(const std::string& chrom, std::int64_t start,
                                std::size_t length) const;

  /// "no sequence has a group of g.bed, which names chr1" as long as within() found none: names of
  /// chromosomes are easily spelt differently. Empty otherwise.
  std::string complaint() const;

 private:
  struct Line {
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::int64_t farthest_end = 0;  ///< of this and all lines before it
    std::string name;
  };
  void add(const std::vector<BedRecord>& records);

  std::string source_;
  std::map<std::string, std::vector<Line>> lines_;  ///< by chromosome, by start
  mutable std::atomic<bool> met_{false};
};

}  // namespace siskin::io
