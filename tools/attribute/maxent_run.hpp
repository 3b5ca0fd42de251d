#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// --method maxent: sequences that look to the network like the one given
/// (blackbox/max_entropy.hpp): the bits of each base as a track, marginals as NPZ and MEME, and how
/// well the chains have mixed as a table.
void run_maxent(const AttributeOptions& options);

}  // namespace siskin::tools
