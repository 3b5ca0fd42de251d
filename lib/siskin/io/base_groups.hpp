#pragma once

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

/// Named groups of bases, from BED: column 4 names the group, lines of one name on one chromosome
/// (or FASTA record) are one group.
class BaseGroups {
 public:
  /// Throws Error, naming file and line, as read_bed() does, for a line without a name and for one
  /// that overlaps a group of another name; and for a file without lines.
  explicit BaseGroups(const std::string& path);
  BaseGroups(std::istream& in, const std::string& name);

  /// The groups of a window of `length` bases from `start` on, cut to it, by their first base.
  std::vector<BaseGroup> within(const std::string& chrom, std::int64_t start,
                                std::size_t length) const;

 private:
  struct Line {
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::int64_t farthest_end = 0;  ///< of this and all lines before it
    std::string name;
  };
  void add(const std::vector<BedRecord>& records, const std::string& source);

  std::map<std::string, std::vector<Line>> lines_;  ///< by chromosome, by start
};

}  // namespace siskin::io
