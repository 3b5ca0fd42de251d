#pragma once

#include <cstddef>

#include "siskin/gradient/explanation.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/program.hpp"

namespace siskin::gradient {

/// What a rectifier does to the signal R that comes back to it, its input being a.
enum class RectifierRule {
  kDeconvnet,  ///< max(R, 0) (Zeiler & Fergus 2014, "Visualizing and understanding convolutional
               ///< networks"): the rectifier itself, applied to the signal
  kGuided,     ///< max(R, 0) * derivative at a (Springenberg, Dosovitskiy, Brox & Riedmiller 2015,
               ///< "Striving for simplicity")
};

/// The signal of deconvnet or guided back-propagation that arrives at all four channels of every
/// position, from each of the K outputs: map (N,K,4,L), without sums. It starts at the output with
/// 1, as a gradient does.
///
/// The rule holds at every rectifier of the program, whether it is a module, a function or used
/// many times: relu, relu6, leaky_relu, prelu, rrelu, and clamp, hardtanh, threshold or maximum
/// with a lower bound of 0. All that is no elementwise non-linearity passes its derivative on:
/// convolution its transpose, max-pool its switches, softmax and products their gradient.
///
/// Guided back-propagation at other elementwise non-linearities s (exp, gelu, sigmoid, ...) is
/// max(R, 0) * s'(a), the same formula. Deconvnet has none there, because the signal would have to
/// pass "through the same non-linearity", which for exp or a sigmoid is no decomposition of
/// anything: Error, naming operation and line. So a network with an exponential first layer has
/// guided back-propagation but no deconvnet.
///
/// Read-outs are excepted from both: an elementwise non-linearity that is no rectifier and has
/// nothing between it and the output but reshaping and sums, differences and multiples of outputs
/// (the sigmoid of a probability, or of a contrast of two). There the signal is the derivative,
/// which scales the map of an output but leaves its shape, as if the logit had been asked for.
Explanation rectified_gradient(const model::Function& function, const Batch& batch,
                               RectifierRule rule);

/// The same as a handler over `program`, which must outlive it.
model::Handler rectifier_handler(const model::Program& program, RectifierRule rule);

}  // namespace siskin::gradient
