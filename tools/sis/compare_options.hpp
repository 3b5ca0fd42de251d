#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "sis/table_options.hpp"
#include "siskin/cli/options.hpp"

namespace siskin::tools {

/// What siskin-sis compare was asked to do.
struct CompareOptions {
  SubsetTables tables;

  std::string motif;
  std::string motif_name;  ///< empty: the only one of the file

  std::string output;
  std::string per_subset;

  cli::CommonSettings common;
};

/// Reads what follows `siskin-sis compare`. Empty after --help or --version. Throws UsageError.
/// Reads no file.
std::optional<CompareOptions> parse_compare_options(const std::vector<std::string>& arguments,
                                                    std::ostream& out);

}  // namespace siskin::tools
