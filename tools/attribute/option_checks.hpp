#pragma once

#include <string>

#include "attribute/options.hpp"

namespace siskin::tools {

/// Fills in what the method uses where nothing was given; then refuses, by UsageError, options that
/// it does not read, values that it cannot have, and names of files that do not say a format.
void complete_attribute_options(const cli::Options& options, AttributeOptions& settings);

/// Whether a path is a stream that is there already: "-" or in /dev.
bool is_device(const std::string& path);

}  // namespace siskin::tools
