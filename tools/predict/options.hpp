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

/// What siskin-predict was asked to do.
struct PredictOptions {
  ModelSettings model;
  std::string output;
  io::SequenceQuery sequences;
  cli::CommonSettings common;
};

/// Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<PredictOptions> parse_predict_options(const std::vector<std::string>& arguments,
                                                    std::ostream& out);

}  // namespace siskin::tools
