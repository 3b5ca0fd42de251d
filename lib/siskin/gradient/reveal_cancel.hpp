#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <optional>
#include <vector>

#include "siskin/gradient/pair.hpp"
#include "siskin/gradient/rule_node.hpp"
#include "siskin/model/program.hpp"

namespace siskin::gradient {

/// The linear operation with weights whose result an elementwise operation takes, maybe scaled and
/// moved about on the way.
struct Producer {
  std::size_t index = 0;             ///< of the operation in the program
  std::vector<std::size_t> scaling;  ///< operations between the two, in order
  bool is_dense = false;             ///< a matrix product, not a convolution
};

/// Convolution, linear layer or matrix product with constant weights, through batch norm, constant
/// factors and summands, and views. Empty where there is none, and in programs that overwrite
/// shared memory, where what lies between cannot be told.
std::optional<Producer> find_producer(const model::Program& program, std::size_t elementwise);

/// Arguments of the operation with nothing in the places of the active ones.
model::Stack constant_arguments(const model::Program& program, const model::Operation& operation);

/// The RevealCancel rule for an elementwise operation (`pair`) with its producer. `step` is the
/// difference of the producer's input between the sequences and the reference rows. What it returns
/// takes the signal at the elementwise operation's output to that input: it stands for all
/// operations from the producer on. Derivation in reveal_cancel.cpp.
Backward reveal_cancel_rule(const Pair& pair, const model::Program& program,
                            const Producer& producer, const at::Tensor& step);

}  // namespace siskin::gradient
