#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace siskin::tools {

/// Subcommands that ask how far the maps of a model can be trusted, without planted truth. Paths as
/// in options.hpp.
struct ConsistencyOptions {
  std::string map;
  std::string onehot;
  std::string reversed;  ///< maps of the reverse complements
  std::string shifted;   ///< maps of windows that start `shift` bases further on
  std::int64_t shift = 1;
  std::vector<std::string> seeds;  ///< maps of other initialisations
  std::int64_t window = 8;
  double kept = 0.04;
  std::int64_t strongest = 3;  ///< windows a sequence that recurrence compares
  std::string per_sequence;
  std::string output;
};

struct SelectOptions {
  std::vector<std::string> tables;  ///< FILE or NAME=FILE
  std::string metric = "trust";
  std::string group = "score";
  bool lowest = false;
  std::string output;
};

struct FaithfulnessOptions {
  std::string table;  ///< "-" is standard input
  std::string per_sequence;
  std::string output;
};

/// Each reads the options behind the name of its subcommand; nothing after --help or --version.
/// Throw UsageError.
std::optional<ConsistencyOptions> parse_consistency(const std::vector<std::string>& arguments,
                                                    std::ostream& out);
std::optional<SelectOptions> parse_select(const std::vector<std::string>& arguments,
                                          std::ostream& out);
std::optional<FaithfulnessOptions> parse_faithfulness(const std::vector<std::string>& arguments,
                                                      std::ostream& out);

}  // namespace siskin::tools
