#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "siskin/blackbox/pattern.hpp"

namespace siskin::tools {

/// One subset of the table that siskin-sis writes with --table.
struct SubsetLine {
  std::string name;           ///< of the sequence
  std::string index;          ///< of the subset in its sequence
  std::string window;         ///< the sequence with N outside the subset
  blackbox::Pattern pattern;  ///< the same from its first to its last base
  double threshold = 0;
  double score = 0;  ///< with this subset alone
  // NaN where the table does not tell.
  double masked_score = 0;
  double delta_inside = 0;
  double delta_outside = 0;
  std::string where;  ///< "file:line" for messages
};

/// The lines of status ok, in their order. Throws Error, naming file, line and column, when a
/// column is missing, a number is none, or a pattern is no subset.
std::vector<SubsetLine> read_subset_table(const std::string& path);

}  // namespace siskin::tools
