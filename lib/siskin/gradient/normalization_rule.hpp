#pragma once

#include "siskin/gradient/pair.hpp"
#include "siskin/gradient/rule_node.hpp"

namespace siskin::gradient {

/// DeepLIFT's rule for kNormalization: layer, group and instance norm. Derivation in
/// normalization_rule.cpp. Throws Error for one it does not know.
Backward normalization_rule(const Pair& pair);

}  // namespace siskin::gradient
