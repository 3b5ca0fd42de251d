#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/blackbox/pattern.hpp"
#include "siskin/seq/motif.hpp"

namespace siskin::blackbox {

/// How a pattern lies over another one.
struct Placement {
  std::int64_t offset = 0;  ///< of its first letter as read, from the other's first letter
  bool reversed = false;    ///< read from the other strand
};

/// Where `pattern` fits `reference` best without gaps: the largest number of equal bases less that
/// of different bases, where N and what sticks out say nothing. Ties go to the forward strand, then
/// to the smallest shift, then to the left.
Placement place_pattern(const std::string& pattern, const std::string& reference, Strands strands);

/// Patterns laid over one of them, and what they say together.
struct PatternAlignment {
  std::vector<Placement> placements;
  /// Mean over the patterns, in which an N or no letter at all counts a quarter for each base: a
  /// column that few patterns need has little information. Runs from the first to the last column
  /// in which at least a quarter of the patterns have a base, or over all columns where none has so
  /// many; id and name are empty.
  seq::Motif motif;
  std::int64_t first = 0;  ///< column of the motif's first row, from the reference's first letter
};

/// Lays `patterns`, at least one, over `reference`.
PatternAlignment align_patterns(const std::vector<std::string>& patterns,
                                const std::string& reference, Strands strands);

}  // namespace siskin::blackbox
