#pragma once

#include <string>

#include "siskin/gradient/explanation.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/program.hpp"

namespace siskin::gradient {

/// How a linear operation z = sum_j w_j x_j + b divides the relevance R of z among its inputs.
enum class LrpRule {
  kEpsilon,  ///< w_j x_j R / (z + epsilon sign z) (Bach et al. 2015, "On pixel-wise explanations
             ///< for non-linear classifier decisions by layer-wise relevance propagation")
  kGamma,    ///< the same with w + gamma max(w, 0) and b + gamma max(b, 0) in place of w and b
             ///< (Montavon, Binder, Lapuschkin, Samek & Mueller 2019, "Layer-wise relevance
             ///< propagation: an overview"): favours what speaks for the output
};

/// "epsilon" or "gamma". Throws UsageError otherwise.
LrpRule parse_lrp_rule(const std::string& word);

struct LrpOptions {
  LrpRule rule = LrpRule::kEpsilon;
  /// In units of z, added away from zero (to a z of 0 it is added): 1e-9 only keeps from dividing
  /// by 0, larger values absorb the relevance of weak activations. With 0 a z of 0 passes nothing.
  double epsilon = 1e-9;
  double gamma = 0.25;
};

/// Layer-wise relevance propagation. The map (N,K,4,L) holds the relevance of each cell of the
/// one-hot sequence (0 where the sequence is 0); it sums to f(x) less what biases and epsilon
/// absorb. So that a report shows how much that is, there is one reference, the empty one:
/// reference_prediction is 0, sum and magnitude are those of the relevance.
///
/// | operation                         | rule                                                     |
/// | convolution, linear, batch norm,  | above, the bias in the denominator (it absorbs its       |
/// | sum, mean, average pool, addition | share); with it LRP-0 = gradient x input on ReLU nets    |
/// | reshape, slice, pad, concatenate  | pass relevance on                                        |
/// | elementwise non-linearity         | passes relevance on                                      |
/// | max-pool, larger or smaller of two| the winner takes all                                     |
/// | product of two, matrix product    | half to each factor (Achtibat et al. 2024, "AttnLRP":    |
/// |                                   | uniform rule); keeps the sum                             |
/// | quotient of two                   | all to the numerator, the denominator being a scale
/// (ibid)| | layer, group, instance norm       | epsilon rule, the standard deviation being a
/// constant    | |                                   | (Ali et al. 2022, "XAI for transformers") |
/// | softmax                           | x_i (R_i - s_i sum_j R_j) (AttnLRP): its first-order     |
/// |                                   | expansion, whose constant part absorbs the rest          |
///
/// Throws Error, naming operation and line, for all others (log-softmax, LSTM, ...), and with gamma
/// for linear operations whose weights cannot be told (kUnknown in linear_form.hpp).
Explanation lrp(const model::Function& function, const Batch& batch, const LrpOptions& options);

/// The rules as a handler over `program`, carrying relevance in place of gradients.
model::Handler lrp_handler(const model::Program& program, const LrpOptions& options);

}  // namespace siskin::gradient
