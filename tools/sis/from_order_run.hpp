#pragma once

#include "sis/options.hpp"

namespace siskin::tools {

/// siskin-sis --from-order: the first subset of each sequence, for another threshold.
void run_from_order(const SisOptions& options);

}  // namespace siskin::tools
