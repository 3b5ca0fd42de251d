#pragma once

#include "siskin/gradient/pair.hpp"
#include "siskin/gradient/rule_node.hpp"

namespace siskin::gradient {

/// DeepLIFT's rule for kMaxPool: the largest or smallest of a window or of dimensions. Derivation
/// in max_pool_rule.cpp. Throws Error for one it does not know.
Backward max_pool_rule(const Pair& pair);

}  // namespace siskin::gradient
