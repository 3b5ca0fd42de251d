#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// --method activations and conductance: the values of a layer's units for each sequence, all of
/// them or those of the strongest sequences of each channel.
void run_units(const AttributeOptions& options);

/// --list-layers: a table of the layers' names, types and shapes.
void run_list_layers(const AttributeOptions& options);

}  // namespace siskin::tools
