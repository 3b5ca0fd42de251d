#pragma once

#include "attribute/options.hpp"
#include "siskin/attribute/attribute.hpp"
#include "siskin/gradient/target.hpp"

namespace siskin::tools {

/// The options as the library takes them. For references of the base frequency of the sequences
/// these are read once to count it; Error when they have no bases.
attribute::AttributeSettings attribute_settings(const AttributeOptions& options);

gradient::Target target_of(const AttributeOptions& options);

}  // namespace siskin::tools
