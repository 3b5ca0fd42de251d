#pragma once

#include <torch/csrc/jit/api/module.h>

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/model/architecture.hpp"
#include "siskin/model/metadata.hpp"
#include "siskin/util/random.hpp"

namespace siskin::model {

/// Compiles an architecture to TorchScript: a module that maps (N,4,length) to (N,outputs), in
/// training mode, with one child a layer (conv1, batch_norm1, ...). Kernels are Glorot-uniform,
/// drawn from `random`; biases 0, batch norm 1 and 0. Throws Error when `length` does not fit.
torch::jit::Module build_network(const Architecture& architecture, std::int64_t length,
                                 std::int64_t outputs, util::Random& random);

/// The kernels of all layers but the output layer: what the L2 penalty acts on.
std::vector<at::Tensor> penalised_kernels(const torch::jit::Module& network);

/// Number of trainable parameters.
std::int64_t parameter_count(const torch::jit::Module& network);

/// Writes the module in evaluation mode, on the CPU, with `metadata` as siskin.json inside. The
/// file appears when it is complete. Throws Error.
void save_network(const torch::jit::Module& network, const Metadata& metadata,
                  const std::string& path);

}  // namespace siskin::model
