#pragma once

#include "sis/compare_options.hpp"

namespace siskin::tools {

/// Sums up each table alone and writes what was asked for. Throws Error.
void run_compare(const CompareOptions& options);

}  // namespace siskin::tools
