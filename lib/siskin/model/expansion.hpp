#pragma once

#include <torch/csrc/jit/ir/ir.h>

#include <string>

namespace siskin::model {

/// An operation that is made of others, as the graph of these: a gate is a product with a sigmoid,
/// whatever LibTorch calls it, so what holds for those holds for it. Null for operations that are
/// taken as they are. The graph lives as long as the process; it may have more inputs than the
/// operation of an older LibTorch, which are switches that are off.
const torch::jit::Graph* expansion_of(const std::string& name);

}  // namespace siskin::model
