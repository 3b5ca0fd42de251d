#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "score/motifs_options.hpp"

namespace siskin::tools {

/// Paths: "-" is standard input (at most one a run), an empty output is standard output.
struct AccuracyOptions {
  std::string labels;       ///< FASTA with label= in the headers, or a TSV
  std::string predictions;  ///< TSV: name, then one column an output
  std::string task = "classification";
  std::string output_space = "logit";
  double threshold = 0.5;
  std::string split;
  std::string name_column = "name";
  std::vector<std::string> label_columns;
  bool allow_missing = false;
  std::string output;
};

struct AttributionOptions {
  std::string truth;
  std::string track;
  std::string truth_model;
  std::string map;
  std::string missing = "error";
  bool allow_missing = false;
  std::string per_sequence;
  std::string output;
};

struct EffectsOptions {
  std::string effects;
  std::string map;
  std::string position_column = "pos";
  std::string ref_column = "ref";
  std::string alt_column = "alt";
  std::string effect_column = "effect_mean";
  std::string name_column;
  std::string element;
  std::int64_t position_offset = 0;
  std::string sequences;
  bool allow_missing = false;
  std::string output;
};

struct SubsetsOptions {
  std::string truth;
  std::string subsets;
  double minimum_cover = 0.25;
  std::string per_sequence;
  std::string output;
};

using ScoreOptions = std::variant<AccuracyOptions, AttributionOptions, EffectsOptions,
                                  MotifsOptions, SubsetsOptions>;

/// Reads the subcommand and its options; nothing after --help or --version. Throws UsageError.
std::optional<ScoreOptions> parse_score_options(const std::vector<std::string>& arguments,
                                                std::ostream& out);

}  // namespace siskin::tools
