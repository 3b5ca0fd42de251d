#pragma once

#include "siskin/gradient/pair.hpp"
#include "siskin/gradient/rule_node.hpp"

namespace siskin::gradient {

/// DeepLIFT's rules for operations on two tensors that both depend on the sequence. Derivations in
/// arithmetic_rules.cpp.
Backward product_rule(const Pair& pair);
Backward quotient_rule(const Pair& pair);
/// `cancels`: RevealCancel on the difference of the two, rescale otherwise.
Backward extremum_rule(const Pair& pair, bool cancels);

}  // namespace siskin::gradient
