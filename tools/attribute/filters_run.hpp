#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// --method filters: what each filter of the first convolution looks for
/// (motif/activation_alignment.hpp) as MEME, and its weights as NPZ. Reads the sequences twice;
/// what comes from a pipe is kept in memory.
void run_filters(const AttributeOptions& options);

}  // namespace siskin::tools
