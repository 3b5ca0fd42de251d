#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "common/model_options.hpp"
#include "sis/table_options.hpp"
#include "siskin/cli/options.hpp"

namespace siskin::tools {

/// What siskin-sis evaluate was asked to do.
struct EvaluateOptions {
  SubsetTables tables;

  ModelSettings model;
  std::int64_t target = 0;
  std::string mask = "uniform";
  std::string decision = "maximise";

  std::optional<double> threshold;
  std::string threshold_of;  ///< table of the model's own subsets

  std::string output;
  std::string per_subset;

  cli::CommonSettings common;
};

/// Reads what follows `siskin-sis evaluate`. Empty after --help or --version. Throws UsageError.
/// Reads no file.
std::optional<EvaluateOptions> parse_evaluate_options(const std::vector<std::string>& arguments,
                                                      std::ostream& out);

}  // namespace siskin::tools
