#pragma once

#include <ATen/core/Tensor.h>

#include "siskin/model/function.hpp"
#include "siskin/model/program.hpp"

namespace siskin::gradient {

/// The signal that a backward pass starts with at the output it explains.
enum class Start {
  kOne,     ///< 1: the signal is a derivative
  kOutput,  ///< f_k(x): the signal is relevance
};

struct Propagation {
  at::Tensor signal_nkcl;    ///< what arrives at the sequence; the model's type, on its device
  at::Tensor prediction_nk;  ///< f(x), float64 on the CPU
};

/// One forward pass of `program`, the function's own for the shape of `onehot_ncl`, and a backward
/// pass for each of the K outputs, in which `handler` may have changed what operations do to the
/// signal. Outputs that do not depend on the sequence give zeros. Throws Error in one line.
Propagation propagate(const model::Function& function, const model::Program& program,
                      const at::Tensor& onehot_ncl, const model::Handler& handler, Start start);

/// Carries out `operation` without a graph and without overwriting its active inputs: the results
/// are on `stack`, to be given to attach_rule.
void evaluate_apart(const model::Operation& operation, model::Stack& stack);

}  // namespace siskin::gradient
