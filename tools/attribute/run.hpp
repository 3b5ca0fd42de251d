#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// Reads the sequences chunk by chunk and writes their attributions; memory does not grow with the
/// number of sequences, but for what io::TrackWriter and a bigWig have to collect. Throws Error
/// when sums of contributions miss --tolerance without --allow-incomplete; then the report is
/// complete, other files do not appear, and the journal is kept.
void run_attribute(const AttributeOptions& options);

}  // namespace siskin::tools
