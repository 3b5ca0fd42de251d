#pragma once

#include <cstdint>
#include <string>

#include "siskin/cli/options.hpp"
#include "siskin/train/settings.hpp"

namespace siskin::tools {

/// How siskin-train goes about it and what it writes.
struct LoopOptions {
  train::TrainingSettings settings;
  std::string optimiser = "adam";
  std::string schedule = "plateau";
  std::string weights = "best";
  std::int64_t replicates = 1;
  std::string output;
  std::string history;
  std::string metrics;
  std::string truth;  ///< track of bits a base
  std::int64_t truth_limit = 500;
  bool resume = false;
  bool no_checkpoint = false;
};

void add_output_options(cli::Options& options, LoopOptions& loop);
void add_training_options(cli::Options& options, LoopOptions& loop);
void add_restart_options(cli::Options& options, LoopOptions& loop);

/// Throws UsageError for options that do not go together; fills in what the words mean.
void check_loop_options(const cli::Options& options, LoopOptions& loop);

/// Where the files of replicate `index` (from 1) of `replicates` go: "model.pt" itself for one,
/// else "model-1.pt". Empty stays empty.
std::string replicate_path(const std::string& path, std::int64_t index, std::int64_t replicates);

}  // namespace siskin::tools
