#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// Writes a table of the effects of pairs of substitutions, a row a pair, output and sequence, in
/// the order of the input. Memory holds the rows of a few sequences.
void run_pairwise(const AttributeOptions& options);

}  // namespace siskin::tools
