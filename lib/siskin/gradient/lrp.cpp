// Relevance runs through autograd in place of gradients (Ancona, Ceolini, Oztireli & Gross 2018,
// "Towards better understanding of gradient-based attribution methods"): for z = sum_j w_j x_j + b,
//     R_j = x_j * (dz/dx_j)^T [ R / (z + epsilon sign z) ],
// so a node behind the operation divides what arrives by z, the operation's own derivative carries
// it back, and a node before it multiplies by x_j. Which linear operation it is, with which stride,
// groups or shape of weights, is never asked.

#include "siskin/gradient/lrp.hpp"

#include <torch/torch.h>

#include "siskin/gradient/lrp_rules.hpp"
#include "siskin/gradient/propagation.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::gradient {

using model::OperationKind;

namespace {

// Carries out a comparison or another operation that has no derivative.
bool gives_no_numbers(const model::Operation& operation, model::Stack& stack) {
  evaluate_apart(operation, stack);
  for (const auto& result : model::result_tensors(stack)) {
    if (result.is_floating_point()) return false;
  }
  return true;
}

}  // namespace

LrpRule parse_lrp_rule(const std::string& word) {
  if (word == "epsilon") return LrpRule::kEpsilon;
  if (word == "gamma") return LrpRule::kGamma;
  throw UsageError("found " + util::quoted(word) + ", expected epsilon or gamma");
}

model::Handler lrp_handler(const model::Program& program, const LrpOptions& options) {
  const LrpRules rules(options, program.overwrites());
  return [rules, rule = options.rule](const model::Operation& operation, std::size_t /*index*/,
                                      const model::Frame& /*frame*/, model::Stack& stack) {
    switch (operation.kind) {
      case OperationKind::kView:
      case OperationKind::kMaxPool:
      case OperationKind::kExtremum:
        return false;  // their derivative moves relevance as it should go
      case OperationKind::kLinear:
        if (rule == LrpRule::kGamma) {
          rules.gamma(operation, stack);
        } else {
          rules.proportional(operation, stack, 1);
        }
        return true;
      case OperationKind::kElementwise:
        rules.pass(operation, stack);
        return true;
      case OperationKind::kProduct:
        rules.proportional(operation, stack, 0.5);
        return true;
      case OperationKind::kQuotient:
        rules.quotient(operation, stack);
        return true;
      case OperationKind::kSoftmax:  // z_i = s_i: x_i (R_i - s_i sum_j R_j)
        rules.proportional(operation, stack, 1);
        return true;
      case OperationKind::kNormalization:
        rules.normalization(operation, stack);
        return true;
      case OperationKind::kOther:
        if (gives_no_numbers(operation, stack)) return true;
        break;
      case OperationKind::kLogSoftmax:
        break;
    }
    throw Error("no LRP rule for " + operation.label() +
                ": use deeplift, integrated-gradients or grad-x-input");
  };
}

Explanation lrp(const model::Function& function, const Batch& batch, const LrpOptions& options) {
  const auto program = function.program(batch.onehot_ncl.size(0), batch.onehot_ncl.size(2));
  const auto found = propagate(function, *program, batch.onehot_ncl, lrp_handler(*program, options),
                               Start::kOutput);
  const auto relevance_nkcl = found.signal_nkcl.to(torch::kCPU, torch::kDouble);
  Explanation explanation;
  explanation.map_nkcl = relevance_nkcl.to(torch::kFloat).contiguous();
  explanation.prediction_nk = found.prediction_nk;
  explanation.reference_prediction_nrk = torch::zeros_like(found.prediction_nk).unsqueeze(1);
  explanation.sum_nrk = relevance_nkcl.sum({2, 3}).unsqueeze(1);
  explanation.magnitude_nrk = relevance_nkcl.abs().sum({2, 3}).unsqueeze(1);
  return explanation;
}

}  // namespace siskin::gradient
