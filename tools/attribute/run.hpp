#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// Reads the sequences batch by batch and writes their attributions; memory does not grow with the
/// number of sequences, but for what io::TrackWriter and a bigWig have to collect.
void run_attribute(const AttributeOptions& options);

}  // namespace siskin::tools
