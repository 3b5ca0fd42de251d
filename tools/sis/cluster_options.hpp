#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "sis/table_options.hpp"
#include "siskin/cli/options.hpp"

namespace siskin::tools {

/// What siskin-sis cluster was asked to do.
struct ClusterOptions {
  SubsetTables tables;

  std::optional<std::int64_t> max_gap;  ///< cut subsets at wider gaps
  std::int64_t min_bases = 1;

  std::string distance = "levenshtein";
  std::string strands = "both";
  std::string reference = "start";
  std::vector<double> eps;  ///< at least one
  std::vector<std::size_t> min_samples{10};

  std::string motifs;

  std::string output;
  std::string members;
  std::string meme;
  std::string histogram;
  std::string grid;

  cli::CommonSettings common;

  /// Several settings: only the grid is made.
  bool is_grid() const { return eps.size() * min_samples.size() > 1; }
};

/// Reads what follows `siskin-sis cluster`. Empty after --help or --version. Throws UsageError.
/// Reads no file.
std::optional<ClusterOptions> parse_cluster_options(const std::vector<std::string>& arguments,
                                                    std::ostream& out);

}  // namespace siskin::tools
