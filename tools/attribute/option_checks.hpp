#pragma once

#include "attribute/options.hpp"

namespace siskin::tools {

/// Fills in what the method uses where nothing was given; then refuses, by UsageError, options that
/// it does not read, values that it cannot have, and names of files that do not say a format.
void complete_attribute_options(const cli::Options& options, AttributeOptions& settings);

}  // namespace siskin::tools
