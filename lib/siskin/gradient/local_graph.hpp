#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "siskin/model/operation.hpp"

namespace siskin::gradient {

/// What an operation gives at these values of its active inputs, without a graph. The other
/// arguments are those of `arguments`.
std::vector<at::Tensor> evaluate_at(const model::Operation& operation,
                                    const model::Stack& arguments,
                                    const std::vector<at::Tensor>& inputs);

/// One operation at chosen values of its active inputs with a graph of its own, for its derivative
/// there. An input that is there twice (a square) counts as two.
class LocalGraph {
 public:
  LocalGraph(const model::Operation& operation, const model::Stack& arguments,
             const std::vector<at::Tensor>& inputs);

  /// Vector-Jacobian product: `signals` at the outputs (undefined where there is none) to the
  /// inputs: zeros where no output depends on one, undefined where none has a derivative at all.
  /// May be called again.
  std::vector<at::Tensor> pull_back(const std::vector<at::Tensor>& signals) const;

 private:
  std::vector<at::Tensor> inputs_;
  std::vector<at::Tensor> outputs_;
};

}  // namespace siskin::gradient
