#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// --method conductance: what each unit of a layer contributes to the outputs, on the paths from
/// the references to the sequence; and with --report how well it sums to their difference.
void run_conductance(const AttributeOptions& options);

}  // namespace siskin::tools
