#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// What siskin-sis was asked to do.
struct SisOptions {
  std::string model;
  std::int64_t target = 0;
  std::string output_space = "logit";
  std::string output_kind;
  std::string ambiguous = "zero";

  std::optional<double> threshold;
  std::optional<double> threshold_quantile;
  std::string mask = "uniform";
  std::optional<std::int64_t> max_subsets;

  io::SequenceQuery sequences;
  std::string output;
  std::string table;

  std::int64_t batch_size = 256;
  std::string device = "cpu";
  cli::CommonSettings common;
};

/// Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<SisOptions> parse_sis_options(const std::vector<std::string>& arguments,
                                            std::ostream& out);

}  // namespace siskin::tools
