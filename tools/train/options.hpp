#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"
#include "siskin/train/read_data.hpp"
#include "siskin/train/settings.hpp"

namespace siskin::tools {

/// What siskin-train was asked to do.
struct TrainOptions {
  train::DataQuery data;
  train::TrainingSettings settings;
  std::string architecture = "cnn-local";  ///< a name or FILE.json
  std::string activation;                  ///< empty: relu, or as the file of the architecture says
  std::string loss = "bce";
  std::string ambiguous = "zero";
  std::string weights = "best";
  bool reverse_complement = false;
  std::string output;
  std::string history;
  cli::CommonSettings common;
};

/// Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<TrainOptions> parse_train_options(const std::vector<std::string>& arguments,
                                                std::ostream& out);

}  // namespace siskin::tools
