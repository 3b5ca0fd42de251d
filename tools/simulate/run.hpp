#pragma once

#include <iosfwd>

#include "simulate/options.hpp"

namespace siskin::tools {

/// Makes the data set. `out` is standard output, used by --print-grammar. Throws Error.
void run_simulate(const SimulateOptions& options, std::ostream& out);

}  // namespace siskin::tools
