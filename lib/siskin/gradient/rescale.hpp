#pragma once

#include <ATen/core/Tensor.h>

#include "siskin/gradient/pair.hpp"
#include "siskin/gradient/rule_node.hpp"
#include "siskin/model/operation.hpp"

namespace siskin::gradient {

/// Two points of an elementwise function: inputs and outputs, all of one shape.
struct Chord {
  at::Tensor input;
  at::Tensor output;
  at::Tensor reference_input;
  at::Tensor reference_output;
};

/// The slope of the chord, the derivative where its ends are too close: see rescale.cpp.
at::Tensor chord_slope(const model::Operation& operation, const model::Stack& arguments,
                       const Chord& chord);

/// The rescale rule for kElementwise.
Backward rescale_rule(const Pair& pair);

}  // namespace siskin::gradient
