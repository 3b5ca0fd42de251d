#pragma once

#include <string>
#include <vector>

#include "siskin/model/operation.hpp"

namespace siskin::model {

/// What an operation is called with, as far as its kind depends on it.
struct Call {
  std::string name;                      ///< "aten::conv1d", without the underscore of in-place
  std::vector<bool> active;              ///< by argument: depends on the sequence
  std::vector<std::size_t> list_active;  ///< by argument: how many elements of a list do
  std::vector<c10::IValue> values;       ///< arguments of this call
};

/// The kind of an operation, by its name and by which of its arguments depend on the sequence: a
/// product with a constant is linear, a product of two activations is not. What is not known here
/// is kOther, never guessed.
OperationKind kind_of(const Call& call);

/// Whether an operation tells only the shape, type or place of its arguments and never their
/// numbers: its result is a constant for a given shape of input.
bool ignores_numbers(const std::string& name);

}  // namespace siskin::model
