#pragma once

#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"
#include "train/data_options.hpp"
#include "train/loop_options.hpp"
#include "train/network_options.hpp"
#include "train/objective_options.hpp"

namespace siskin::tools {

/// What siskin-train was asked to do.
struct TrainOptions {
  DataOptions data;
  NetworkOptions network;
  ObjectiveOptions objective;
  LoopOptions loop;
  std::string ambiguous = "zero";
  cli::CommonSettings common;
  /// The options that decide the weights, as given: what a run that goes on from a checkpoint must
  /// have in common with the interrupted one.
  nlohmann::json request;
};

/// Empty after --help, --version or --describe, which is printed to `out`. Throws UsageError. Reads
/// no file but that of the architecture to describe.
std::optional<TrainOptions> parse_train_options(const std::vector<std::string>& arguments,
                                                std::ostream& out);

}  // namespace siskin::tools
