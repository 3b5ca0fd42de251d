#pragma once

#include <torch/script.h>

#include "siskin/model/program.hpp"

namespace siskin::model {

/// Runs `module.forward(input)` node by node, as the TorchScript interpreter would, and writes down
/// what it does to numbers that depend on `input`; all else (weights, shapes, branches taken, loops
/// counted) becomes constant. So the result holds for this shape of input only, and no pass of the
/// compiler has to understand the module first. `prefix` is left out of the names of layers.
///
/// Throws Error, naming the line of the model's source, where the control flow or a shape depends
/// on the numbers in the sequence, and for what has no place in a list of operations (forks).
Program::Parts trace(const torch::jit::Module& module, const at::Tensor& input,
                     const std::string& prefix);

}  // namespace siskin::model
