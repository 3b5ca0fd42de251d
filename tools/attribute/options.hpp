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

/// What siskin-attribute was asked to do. What is left empty on the command line and depends on the
/// method is filled in by parse_attribute_options.
struct AttributeOptions {
  ModelSettings model;
  std::int64_t target = 0;

  std::string method = "saliency";
  bool center = false;
  std::string reduce;
  std::string references;
  std::optional<std::int64_t> reference_count;
  std::optional<std::int64_t> steps;
  std::string rule;
  std::optional<double> tolerance;
  std::int64_t max_steps = 6400;

  io::SequenceQuery sequences;
  std::string overlap = "mean";

  std::vector<std::string> outputs;
  std::string onehot;
  std::string report;

  std::uint64_t seed = 1;
  cli::CommonSettings common;
};

/// Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<AttributeOptions> parse_attribute_options(const std::vector<std::string>& arguments,
                                                        std::ostream& out);

}  // namespace siskin::tools
