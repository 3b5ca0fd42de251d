#pragma once

#include <torch/csrc/jit/api/module.h>

#include <cstdint>
#include <string>

#include "siskin/architecture/architecture.hpp"
#include "siskin/architecture/shapes.hpp"
#include "siskin/model/metadata.hpp"
#include "siskin/util/random.hpp"

namespace siskin::model {

using architecture::Architecture;
using architecture::NetworkShape;

/// Compiles an architecture to TorchScript, in training mode, with one child a layer (conv1,
/// batch_norm1, ...) and one a head. A network of labels maps (N,4,length) to (N,tasks). One with
/// profiles has
///
///   forward(self, x: Tensor, control: Optional[Tensor]=None) -> Dict[str, Tensor]
///
/// with "profile" (N,tasks,positions,strands), logits, and "counts" (N,tasks x strands) or
/// (N,tasks), natural logarithms; control is counts over the whole input, (N,controls,length), None
/// for zeros. Weights are drawn from `random`, as their layers' initialisers say; batch norm starts
/// with 1 and 0. `shape` is completed from the architecture. Throws Error when it does not fit.
torch::jit::Module build_network(const Architecture& architecture, const NetworkShape& shape,
                                 util::Random& random);
/// For labels.
torch::jit::Module build_network(const Architecture& architecture, std::int64_t length,
                                 std::int64_t tasks, util::Random& random);

/// Number of trainable parameters.
std::int64_t parameter_count(const torch::jit::Module& network);

/// Writes the module in evaluation mode, on the CPU, with `metadata` as siskin.json inside. The
/// file appears when it is complete. Throws Error.
void save_network(const torch::jit::Module& network, const Metadata& metadata,
                  const std::string& path);

}  // namespace siskin::model
