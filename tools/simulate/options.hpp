#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"

namespace siskin::tools {

/// What siskin-simulate was asked to do.
struct SimulateOptions {
  std::string preset;   ///< either this
  std::string grammar;  ///< or a JSON file
  std::string motifs;   ///< empty: as the grammar says, or those that come with siskin
  std::optional<std::int64_t> number;
  std::optional<std::int64_t> length;
  std::uint64_t seed = 1;
  bool seed_given = false;  ///< else the seed of the grammar, where it has one, comes first
  bool print_grammar = false;
  std::string output;  ///< empty: standard output
  std::string truth;
  std::string truth_track;
  std::string model_npz;
  std::string save_grammar;
  cli::CommonSettings common;
};

/// Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<SimulateOptions> parse_simulate_options(const std::vector<std::string>& arguments,
                                                      std::ostream& out);

}  // namespace siskin::tools
