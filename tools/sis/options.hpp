#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/model_options.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// When a subset is enough; one of the three thresholds is given.
struct DecisionSettings {
  std::optional<double> threshold;
  std::optional<double> threshold_quantile;
  std::optional<double> threshold_fraction;
  std::string decision = "maximise";
};

/// What stands in a masked position, and what is masked together.
struct MaskSettings {
  std::string mask = "uniform";
  std::int64_t samples = 10;  ///< of mask "sample"
  std::string groups;
  std::string ungrouped = "keep";
};

/// How subsets are found.
struct SearchSettings {
  std::string selector = "sis";
  std::string search = "exact";
  std::int64_t step = 1;
  double noise = 0;
  bool polish = false;
  std::optional<std::int64_t> max_subsets;
  std::optional<std::int64_t> subset_length;
  std::string lengths;
  std::int64_t samples = 5000;  ///< of selector lime
};

/// What siskin-sis was asked to do.
struct SisOptions {
  ModelSettings model;
  std::int64_t target = 0;
  DecisionSettings decision;
  MaskSettings mask;
  SearchSettings search;
  std::uint64_t seed = 1;
  std::string from_order;

  io::SequenceQuery sequences;
  std::string output;
  std::string table;
  std::string order;
  std::string report;
  bool perturbation = false;
  bool resume = false;

  cli::CommonSettings common;

  /// The command line less what changes no result of a resumed run.
  std::vector<std::string> words;
  /// What results depend on, by name, as given; a run may be resumed when it is the same.
  std::vector<std::pair<std::string, std::string>> request;
};

/// Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<SisOptions> parse_sis_options(const std::vector<std::string>& arguments,
                                            std::ostream& out);

}  // namespace siskin::tools
