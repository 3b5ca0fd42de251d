#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// What siskin-predict was asked to do.
struct PredictOptions {
  std::string model;
  std::string output;
  std::string output_space = "logit";
  std::string output_kind;
  std::string ambiguous = "zero";
  std::int64_t batch_size = 256;
  std::string device = "cpu";
  io::SequenceQuery sequences;
  cli::CommonSettings common;
};

/// Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<PredictOptions> parse_predict_options(const std::vector<std::string>& arguments,
                                                    std::ostream& out);

}  // namespace siskin::tools
