#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace siskin::tools {

/// siskin-score filters. Paths as in ScoreOptions.
struct FiltersOptions {
  std::string filters;   ///< motifs of a network, or any others
  std::string database;  ///< motifs to compare them with
  bool trim = false;
  std::string distance = "euclidean";
  bool forward_only = false;
  std::int64_t least_overlap = 1;
  double pseudocount = 0.1;
  std::string threshold_on = "e-value";
  double threshold = 0.1;
  std::vector<std::string> ignored;  ///< ids of the database
  std::string truth;                 ///< koo2021, koo2021-published, a TSV or nothing
  std::string matches;
  std::string per_motif;
  std::int64_t threads = 1;
  std::string output;
};

/// Nothing after --help. Throws UsageError.
std::optional<FiltersOptions> parse_filters(const std::vector<std::string>& arguments,
                                            std::ostream& out);

}  // namespace siskin::tools
