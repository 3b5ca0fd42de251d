#pragma once

#include "sis/options.hpp"

namespace siskin::tools {

/// Predicts all sequences, settles threshold and mask, then explains sequence by sequence. Memory
/// grows by one number a sequence, or by the sequences themselves when they come from a pipe.
void run_sis(const SisOptions& options);

}  // namespace siskin::tools
