#pragma once

#include "sis/options.hpp"
#include "siskin/cli/options.hpp"

namespace siskin::tools {

/// Throws UsageError, naming the option, for options that contradict each other, and for those that
/// would be read by nobody. `options` says what was given.
void check_sis_options(const cli::Options& options, const SisOptions& settings);

/// Standard output or another device.
bool is_stream(const std::string& path);

/// Whether the run evaluates sequences that differ from each other by what is masked, for which
/// there is --engine.
bool evaluates_edits(const SisOptions& settings);

}  // namespace siskin::tools
