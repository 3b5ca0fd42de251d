#pragma once

#include "siskin/model/operation.hpp"

namespace siskin::gradient {

/// How an operation of kind linear weighs its active inputs: what rules have to know that treat
/// positive and negative weights differently, or ask only which weights there are.
enum class LinearForm {
  kWeighted,     ///< its constant tensors are weights, or a bias: convolution, matrix product
  kEachElement,  ///< an element of the output depends on one element of each active input: add,
                 ///< product with a constant, batch norm
  kPositiveSum,  ///< no bias, no negative weight: sum, mean, average pool, interpolation
  kUnknown,
};

LinearForm linear_form(const model::Operation& operation);

}  // namespace siskin::gradient
