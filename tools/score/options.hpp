#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "score/filters_options.hpp"
#include "score/map_options.hpp"
#include "score/motifs_options.hpp"
#include "score/profile_options.hpp"
#include "score/table_options.hpp"
#include "score/trust_options.hpp"

namespace siskin::tools {

/// Paths: "-" is standard input (at most one a run), an empty output is standard output.
struct AccuracyOptions {
  std::string labels;       ///< FASTA with label= in the headers, or a TSV
  std::string predictions;  ///< TSV: name, then one column an output
  std::string task = "classification";
  std::string output_space = "logit";
  bool output_space_given = false;
  double threshold = 0.5;
  std::string split;
  std::string name_column = "name";
  std::vector<std::string> label_columns;
  bool allow_missing = false;
  std::string against;                    ///< a second TSV of predictions
  std::optional<double> negative_weight;  ///< negatives of the population a sampled one
  std::int64_t calibration_bins = 10;
  std::string intervals = "none";
  std::int64_t resamples = 1000;
  double confidence = 0.95;
  std::uint64_t seed = 1;
  std::string per_sequence;
  std::string calibration;
  std::string curves;
  std::string output;
};

struct AttributionOptions {
  std::string truth;
  std::string track;
  std::string truth_model;
  std::string map;
  std::string missing = "error";
  double call_share = 0.25;
  std::int64_t call_gap = 3;
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
  std::vector<std::string> replicate_columns;
  std::optional<double> strong;  ///< |effect| from which on a substitution is strong
  std::string p_column;
  double maximum_p = 0.05;
  std::string per_substitution;
  std::string output;
};

struct SubsetsOptions {
  std::string truth;    ///< planted sites
  std::string against;  ///< subsets from elsewhere; one of both is given
  std::string subsets;
  double minimum_cover = 0.25;
  std::string per_sequence;
  std::string output;
};

using ScoreOptions =
    std::variant<AccuracyOptions, AttributionOptions, EffectsOptions, SubsetsOptions,
                 SpectrumOptions, StabilityOptions, OverlapOptions, ConsistencyOptions,
                 SelectOptions, FaithfulnessOptions, CompareOptions, ProfileOptions,
                 SummariseOptions, FiltersOptions, MotifsOptions>;

/// Reads the subcommand and its options; nothing after --help or --version. Throws UsageError.
std::optional<ScoreOptions> parse_score_options(const std::vector<std::string>& arguments,
                                                std::ostream& out);

}  // namespace siskin::tools
