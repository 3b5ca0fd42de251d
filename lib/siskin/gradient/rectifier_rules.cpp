// Back-propagation through y = s(a) sends R' = R s'(a). Deconvnet and guided back-propagation
// replace it at rectifiers; everything else is left to autograd, because "transposed convolution"
// and "un-pooling with switches" are the derivatives of convolution and max-pool.
//
// Guided: max(R, 0) s'(a) is the derivative after the signal was clipped, so a node behind the
// operation clips it and the operation keeps its own derivative. Deconvnet: max(R, 0) does not
// depend on a, so a node takes the operation's place.
//
// Unlike Captum's, which hooks modules of class ReLU and lets functional ones pass unseen, the
// rules hold for the operations themselves.

#include "siskin/gradient/rectifier_rules.hpp"

#include <torch/torch.h>

#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "siskin/gradient/linear_form.hpp"
#include "siskin/gradient/propagation.hpp"
#include "siskin/gradient/rule_node.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using model::OperationKind;
using torch::Tensor;

using Names = std::unordered_set<std::string>;

bool is_zero(const c10::IValue& value) {
  if (value.isScalar()) return value.toScalar().toDouble() == 0;
  return value.isTensor() && value.toTensor().defined() && !value.toTensor().any().item<bool>();
}

bool is_rectifier(const Operation& operation, const model::Stack& stack) {
  static const Names always = {"aten::relu", "aten::relu6", "aten::leaky_relu", "aten::prelu",
                               "aten::rrelu"};
  static const Names bounded = {"aten::clamp",    "aten::clamp_min", "aten::clip",
                                "aten::hardtanh", "aten::threshold", "aten::maximum",
                                "aten::max"};
  if (always.count(operation.name) > 0) return true;
  if (bounded.count(operation.name) == 0) return false;
  // The bound follows the sequence's tensor, but maximum(0, a) is possible too.
  const auto first = stack.size() - operation.arguments.size();
  const bool swapped = operation.arguments[0].is_constant() ||
                       operation.arguments[0].slots.front() != operation.active.front();
  return is_zero(stack[first + (swapped ? 0 : 1)]);
}

// Whether an operation may stand between a read-out and the output.
bool combines_outputs(const Operation& operation) {
  return operation.kind == OperationKind::kView || operation.kind == OperationKind::kElementwise ||
         (operation.kind == OperationKind::kLinear &&
          linear_form(operation) == LinearForm::kEachElement);
}

bool any_marked(const std::vector<model::Value>& values, const std::vector<bool>& marked) {
  for (const auto& value : values) {
    for (const auto slot : value.slots) {
      if (marked[slot]) return true;
    }
  }
  return false;
}

// By operation: whether only outputs are put together between it and the output.
std::vector<bool> readouts(const model::Program& program) {
  const auto& operations = program.operations();
  std::vector<bool> needed(program.constants().size(), false);
  std::vector<bool> hidden(program.constants().size(), false);
  std::vector<bool> found(operations.size(), false);
  needed[program.output()] = true;
  for (std::size_t i = operations.size(); i-- > 0;) {
    if (!any_marked(operations[i].results, needed)) continue;
    const bool inside = any_marked(operations[i].results, hidden);
    found[i] = !inside;
    for (const auto slot : operations[i].active) {
      needed[slot] = true;
      if (inside || !combines_outputs(operations[i])) hidden[slot] = true;
    }
  }
  return found;
}

// The operation keeps its derivative, for a signal without negative parts.
void guide(const Operation& operation, model::Stack& stack) {
  operation.evaluate(stack);
  const auto results = model::result_tensors(stack);
  model::replace_result_tensors(
      attach_rule(results, results,
                  [](const std::vector<Tensor>& signals) {
                    std::vector<Tensor> passed;
                    passed.reserve(signals.size());
                    for (const auto& signal : signals) {
                      passed.push_back(signal.defined() ? signal.clamp_min(0) : signal);
                    }
                    return passed;
                  }),
      stack);
}

// The signal without negative parts, whatever the operation's input is.
void rectify(const Operation& operation, model::Stack& stack) {
  const auto inputs = model::active_inputs(operation, stack);
  evaluate_apart(operation, stack);
  const auto shape = inputs.front().sizes().vec();
  const auto count = inputs.size();
  model::replace_result_tensors(attach_rule(inputs, model::result_tensors(stack),
                                            [shape, count](const std::vector<Tensor>& signals) {
                                              std::vector<Tensor> passed(count);
                                              if (signals.front().defined()) {
                                                passed.front() =
                                                    at::sum_to(signals.front().clamp_min(0), shape);
                                              }
                                              return passed;
                                            }),
                                stack);
}

}  // namespace

model::Handler rectifier_handler(const model::Program& program, RectifierRule rule) {
  return [rule, readout = readouts(program)](const Operation& operation, std::size_t index,
                                             const model::Frame& /*frame*/, model::Stack& stack) {
    if (operation.kind != OperationKind::kElementwise) return false;
    const bool rectifier = is_rectifier(operation, stack);
    if (!rectifier && readout[index]) return false;
    if (rule == RectifierRule::kGuided) {
      guide(operation, stack);
    } else if (rectifier) {
      rectify(operation, stack);
    } else {
      throw Error("no deconvnet rule for " + operation.label() +
                  ", which is no rectifier: use guided-backprop or saliency");
    }
    return true;
  };
}

Explanation rectified_gradient(const model::Function& function, const Batch& batch,
                               RectifierRule rule) {
  const auto program = function.program(batch.onehot_ncl.size(0), batch.onehot_ncl.size(2));
  const auto found = propagate(function, *program, batch.onehot_ncl,
                               rectifier_handler(*program, rule), Start::kOne);
  Explanation explanation;
  explanation.map_nkcl = found.signal_nkcl.to(torch::kCPU, torch::kFloat).contiguous();
  explanation.prediction_nk = found.prediction_nk;
  return explanation;
}

}  // namespace siskin::gradient
