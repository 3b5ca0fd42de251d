#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// --method optimize: sequences that the model answers as --goal asks (blackbox/design.hpp,
/// gradient/logit_design.hpp), as FASTA, and the best score after each step as a table.
void run_optimize(const AttributeOptions& options);

}  // namespace siskin::tools
