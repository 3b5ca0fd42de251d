#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace siskin::gradient {

/// Turns the signals that arrive at the outputs of an operation into those that leave at its
/// inputs: one tensor an input, of its shape, or undefined where there is none. A signal is
/// undefined where nothing came back to that output. Runs without a graph, maybe several times
/// (once for each output of the network), and must not change what it is given.
using Backward = std::function<std::vector<at::Tensor>(const std::vector<at::Tensor>& signals)>;

/// The values of `outputs` with `backward` in place of the derivative by which they came from
/// `inputs`: what back-propagation through them does from then on. Outputs that are not of a
/// floating type, and all of them where no input needs a gradient or gradients are off, come back
/// without history.
std::vector<at::Tensor> attach_rule(const std::vector<at::Tensor>& inputs,
                                    const std::vector<at::Tensor>& outputs, Backward backward);

}  // namespace siskin::gradient
