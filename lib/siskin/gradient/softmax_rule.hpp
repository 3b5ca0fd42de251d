#pragma once

#include "siskin/gradient/pair.hpp"
#include "siskin/gradient/rule_node.hpp"

namespace siskin::gradient {

/// DeepLIFT's rules for kSoftmax and kLogSoftmax. Derivations in softmax_rule.cpp.
Backward softmax_rule(const Pair& pair);
Backward log_softmax_rule(const Pair& pair);

}  // namespace siskin::gradient
