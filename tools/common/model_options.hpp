#pragma once

#include <cstdint>
#include <string>

#include "siskin/cli/options.hpp"

namespace siskin::tools {

/// Which model a tool runs, and how.
struct ModelSettings {
  std::string path;
  std::string head;                    ///< which tensor of a tuple or dict; empty: the only one
  std::string precision;               ///< float32 or float64; empty: as the file is
  std::string output_space = "logit";  ///< logit or probability
  std::string output_kind;             ///< logit or value; empty: as the file says
  std::string ambiguous = "zero";      ///< seq::parse_ambiguous
  std::int64_t batch_size = 256;
  std::string device = "cpu";
  std::string engine = "auto";  ///< model::parse_engine
};

/// --model (one), and what siskin-predict, -attribute and -sis have in common: --head, --precision,
/// --output-space, --output-kind and --ambiguous. `use` says in --help what becomes of the output:
/// "explain the output".
void add_model_options(cli::Options& options, ModelSettings& settings, const std::string& use);

/// --model alone.
void add_model_file(cli::Options& options, ModelSettings& settings);

/// All of them but --model.
void add_output_options(cli::Options& options, ModelSettings& settings, const std::string& use);

/// All of them but --model and --ambiguous, for what is no sequence.
void add_tensor_options(cli::Options& options, ModelSettings& settings, const std::string& use);

/// --batch-size and --device, under the heading "Run".
void add_run_options(cli::Options& options, ModelSettings& settings);

/// --engine, for tools that change sequences a little many times.
void add_engine_option(cli::Options& options, ModelSettings& settings);

}  // namespace siskin::tools
