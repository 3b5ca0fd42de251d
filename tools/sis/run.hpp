#pragma once

#include "sis/options.hpp"

namespace siskin::tools {

/// Explains sequence by sequence as they are read. A quantile of the outputs and masks that are
/// estimated ask for a pass before that; memory then grows by one number a sequence for the
/// quantile, and by the sequences themselves when they come from a pipe.
void run_sis(const SisOptions& options);

}  // namespace siskin::tools
