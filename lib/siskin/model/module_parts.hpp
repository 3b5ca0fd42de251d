#pragma once

#include <torch/csrc/jit/api/module.h>

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/architecture/initializer.hpp"
#include "siskin/util/random.hpp"

/// What the compilers of layers and heads have in common.
namespace siskin::model {

/// An empty module "siskin.<type>" in training mode.
torch::jit::Module new_module(const std::string& type);

/// A number as TorchScript reads it back exactly, never as an integer.
std::string script_number(double value);
/// "def forward(self, x: Tensor) -> Tensor:" that returns `expression` of x.
std::string forward_source(const std::string& expression);
/// `name` cropped centrally from `from` to `to` positions, the odd one on the right, as an
/// expression.
std::string crop_source(const std::string& name, std::int64_t from, std::int64_t to);

/// Registers "weight" of this shape (outputs, inputs of a group, width), and "bias" if wanted.
void add_kernel(torch::jit::Module& module, const std::vector<std::int64_t>& shape, bool bias,
                const architecture::Initializer& initializer, util::Random& random);

}  // namespace siskin::model
