#pragma once

#include "sis/evaluate_options.hpp"

namespace siskin::tools {

/// Scores every subset of every table with the model and sums up. Throws Error.
void run_evaluate(const EvaluateOptions& options);

}  // namespace siskin::tools
