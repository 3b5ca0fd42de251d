#pragma once

#include <iosfwd>

#include "train/network_options.hpp"

namespace siskin::tools {

/// Prints what --describe asks for: a header, one line a layer (layer, type, output as channels x
/// positions, parameters; tab separated), and "parameters N". Throws Error.
void describe_network(const NetworkOptions& network, std::ostream& out);

}  // namespace siskin::tools
