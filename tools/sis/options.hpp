#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "common/model_options.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// What siskin-sis was asked to do.
struct SisOptions {
  ModelSettings model;
  std::int64_t target = 0;

  std::optional<double> threshold;
  std::optional<double> threshold_quantile;
  std::string mask = "uniform";
  std::optional<std::int64_t> max_subsets;

  io::SequenceQuery sequences;
  std::string output;
  std::string table;

  cli::CommonSettings common;
};

/// Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<SisOptions> parse_sis_options(const std::vector<std::string>& arguments,
                                            std::ostream& out);

}  // namespace siskin::tools
