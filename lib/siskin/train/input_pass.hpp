#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "siskin/model/network.hpp"

namespace siskin::train {

/// A pass through a network from which gradients by the input are taken that can themselves be
/// differentiated by the parameters.
///
/// Where layers are piecewise linear, the gradient by the input depends on the parameters through
/// the backward pass alone; autograd would carry zeros through the forward pass as well, a third of
/// the arithmetic. Pieces are therefore cut apart and their backward passes joined.
class InputPass {
 public:
  /// A pass that was made already, with `input_ncl` requiring grad. Nothing is cut.
  InputPass(model::Outputs outputs, at::Tensor input_ncl);

  /// A pass of its own, in the network's mode; `input_ncl` is not changed. Cut behind the last
  /// layer that is not piecewise linear, in evaluation mode and where `cut` allows it: gradient()
  /// is then for sums whose second derivative by the outputs is zero.
  static InputPass run(const model::Network& network, const at::Tensor& input_ncl,
                       const at::Tensor& controls_ncl, bool cut);

  const model::Outputs& outputs() const { return outputs_; }
  const at::Tensor& input() const { return starts_.front(); }
  /// Of a sum of outputs by the input, (N,4,L), with a graph. May be called several times.
  at::Tensor gradient(const at::Tensor& sum) const;

 private:
  model::Outputs outputs_;
  std::vector<at::Tensor> starts_;  ///< of the pieces; all require grad
  std::vector<at::Tensor> ends_;    ///< of all but the last, which ends in the outputs
};

}  // namespace siskin::train
