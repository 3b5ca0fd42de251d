// RevealCancel (Shrikumar, Greenside & Kundaje 2017, section 3.5.2, with the routing of their own
// implementation). An elementwise function s follows a = W u + b. The difference from the reference
// is split into what raises and what lowers each unit, with Du = u - u', W+ = max(W, 0), W- = W -
// W+:
//
//     D+ = W+ max(Du, 0) + W- min(Du, 0),      D- = W- max(Du, 0) + W+ min(Du, 0),
//
// and each part is given the mean of its effect when it comes first and when it comes second:
//
//     Dy+ = ([s(a' + D+) - s(a')] + [s(a' + D- + D+) - s(a' + D-)]) / 2,     Dy- likewise,
//
// so Dy+ + Dy- = s(a) - s(a'). With m+ = Dy+ / D+ and m- = Dy- / D-, an input with Du > 0 sends
// m+ through its positive and m- through its negative weights, one with Du < 0 the other way round,
// and one with Du = 0, which sends nothing, is given the mean of both. Scaling on the way to s
// (batch norm) turns the parts where it is negative.
//
// The routing is the derivative of (D+, D-) with respect to p = max(Du, 0) and q = min(Du, 0), so
// autograd carries it out for every kind of linear operation: d/dp is what inputs with Du > 0 get,
// d/dq those with Du < 0, and the mean of the two is the ordinary transposed weight with the mean
// of the signals. Where s has no such producer the rule is rescale.
#include "siskin/gradient/reveal_cancel.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "siskin/gradient/local_graph.hpp"
#include "siskin/gradient/rescale.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using model::OperationKind;
using torch::Tensor;

bool is_one_of(const std::string& name, std::initializer_list<const char*> names) {
  return std::any_of(names.begin(), names.end(), [&](const char* other) { return name == other; });
}

bool is_convolution(const std::string& name) {
  return is_one_of(name, {"aten::conv1d", "aten::conv2d", "aten::conv3d", "aten::conv_transpose1d",
                          "aten::conv_transpose2d", "aten::conv_transpose3d", "aten::convolution",
                          "aten::_convolution"});
}

// Multiplies each number by a constant, adds a constant, or moves it.
bool is_scaling(const Operation& operation) {
  if (operation.active.size() != 1) return false;
  if (operation.kind == OperationKind::kView) return operation.name != "aten::detach";
  return operation.kind == OperationKind::kLinear &&
         is_one_of(operation.name, {"aten::batch_norm", "aten::add", "aten::sub", "aten::rsub",
                                    "aten::mul", "aten::multiply", "aten::div", "aten::divide",
                                    "aten::true_divide", "aten::neg", "aten::negative"});
}

struct Places {
  std::size_t input;
  std::size_t weight;
  std::optional<std::size_t> bias;
};

// Where a linear operation takes its input, its constant weights and what is only added.
std::optional<Places> places_of(const Operation& operation) {
  if (operation.kind != OperationKind::kLinear || operation.active.size() != 1) return std::nullopt;
  const auto& arguments = operation.arguments;
  const auto& name = operation.name;
  if (name == "aten::addmm") {
    if (!arguments[1].is_constant() && arguments[2].is_constant()) return Places{1, 2, 0};
    return std::nullopt;
  }
  if (is_convolution(name) || name == "aten::linear") {
    return arguments[0].is_constant() ? std::nullopt : std::optional<Places>(Places{0, 1, 2});
  }
  if (name != "aten::matmul" && name != "aten::mm") return std::nullopt;
  return arguments[0].is_constant() ? Places{1, 0, std::nullopt} : Places{0, 1, std::nullopt};
}

model::Stack without_bias(const Operation& operation, model::Stack arguments) {
  const auto bias = places_of(operation)->bias;
  if (!bias || !arguments.at(*bias).isTensor()) return arguments;
  auto& value = arguments[*bias];
  value = operation.name == "aten::addmm" ? c10::IValue(torch::zeros_like(value.toTensor()))
                                          : c10::IValue();
  return arguments;
}

Tensor apply(const Operation& operation, model::Stack arguments, const Tensor& input) {
  model::replace_active_inputs(operation, {input}, arguments);
  operation.evaluate(arguments);
  return model::result_tensors(arguments).at(0);
}

// The parts that raise and lower, and the inputs they are functions of.
struct Parts {
  Tensor rising_input;   // p
  Tensor falling_input;  // q
  Tensor up;             // D+ as the elementwise operation sees it
  Tensor down;           // D-
};

// What the operations on the way make of a difference: the value at it minus the value at zero.
Tensor scaled(const model::Program& program, const Producer& producer, Tensor difference) {
  for (const auto index : producer.scaling) {
    const auto& operation = program.operations()[index];
    const auto arguments = constant_arguments(program, operation);
    difference = apply(operation, arguments, difference) -
                 apply(operation, arguments, torch::zeros_like(difference));
  }
  return difference;
}

Parts split(const model::Program& program, const Producer& producer, const Tensor& step) {
  const torch::AutoGradMode with_grad(true);
  const auto& operation = program.operations()[producer.index];
  const auto arguments = without_bias(operation, constant_arguments(program, operation));
  const auto weight_place = places_of(operation)->weight;
  const auto weight = arguments.at(weight_place).toTensor().detach();
  auto positive = arguments;
  positive[weight_place] = weight.clamp_min(0);
  auto negative = arguments;
  negative[weight_place] = weight.clamp_max(0);
  Parts parts;
  parts.rising_input = step.clamp_min(0).detach().requires_grad_();
  parts.falling_input = step.clamp_max(0).detach().requires_grad_();
  parts.up = apply(operation, positive, parts.rising_input) +
             apply(operation, negative, parts.falling_input);
  parts.down = apply(operation, negative, parts.rising_input) +
               apply(operation, positive, parts.falling_input);
  if (producer.scaling.empty()) return parts;
  const auto turned = scaled(program, producer, torch::ones_like(parts.up.detach())).lt(0);
  const auto up = scaled(program, producer, parts.up);
  const auto down = scaled(program, producer, parts.down);
  parts.up = torch::where(turned, down, up);
  parts.down = torch::where(turned, up, down);
  return parts;
}

// The mean slope of s over a part that comes first and one that comes second.
struct Slopes {
  Tensor up;
  Tensor down;
};

Slopes slopes_of(const Pair& pair, const Tensor& up, const Tensor& down) {
  const auto& start = pair.reference_inputs[0];
  const auto end = pair.input(0);
  const auto value = [&](const Tensor& input) {
    return evaluate_at(pair.operation, pair.arguments, {input})[0];
  };
  const auto raised = start + up;
  const auto lowered = start + down;
  const auto at_raised = value(raised);
  const auto at_lowered = value(lowered);
  const auto& at_start = pair.reference_outputs[0];
  const auto at_end = pair.output(0);
  const auto slope = [&](const Tensor& to, const Tensor& at_to, const Tensor& from,
                         const Tensor& at_from) {
    return chord_slope(pair.operation, pair.arguments, {to, at_to, from, at_from});
  };
  return {
      (slope(raised, at_raised, start, at_start) + slope(end, at_end, lowered, at_lowered)) / 2,
      (slope(lowered, at_lowered, start, at_start) + slope(end, at_end, raised, at_raised)) / 2};
}

}  // namespace

std::optional<Producer> find_producer(const model::Program& program, std::size_t elementwise) {
  if (program.overwrites()) return std::nullopt;
  Producer producer;
  auto index = program.producer(program.operations()[elementwise].active.at(0));
  while (index) {
    const auto& operation = program.operations()[*index];
    if (places_of(operation)) {
      producer.index = *index;
      producer.is_dense = !is_convolution(operation.name);
      std::reverse(producer.scaling.begin(), producer.scaling.end());
      return producer;
    }
    if (!is_scaling(operation)) return std::nullopt;
    producer.scaling.push_back(*index);
    index = program.producer(operation.active[0]);
  }
  return std::nullopt;
}

model::Stack constant_arguments(const model::Program& program, const Operation& operation) {
  model::Stack arguments;
  for (const auto& value : operation.arguments) {
    if (value.is_constant()) {
      arguments.push_back(value.constant);
    } else if (value.is_list) {
      c10::List<Tensor> list;
      for (const auto slot : value.slots) list.push_back(program.constants()[slot]);
      arguments.emplace_back(list);
    } else {
      arguments.emplace_back(program.constants()[value.slots[0]]);
    }
  }
  return arguments;
}

Backward reveal_cancel_rule(const Pair& pair, const model::Program& program,
                            const Producer& producer, const Tensor& step) {
  const auto parts = split(program, producer, step);
  const auto slopes = slopes_of(pair, parts.up.detach(), parts.down.detach());
  return [parts, slopes, step](const std::vector<Tensor>& signals) {
    const auto found =
        torch::autograd::grad({parts.up, parts.down}, {parts.rising_input, parts.falling_input},
                              {signals[0] * slopes.up, signals[0] * slopes.down}, true);
    const auto neither = (found[0] + found[1]) / 2;
    return std::vector<Tensor>{
        torch::where(step.gt(0), found[0], torch::where(step.lt(0), found[1], neither))};
  };
}

}  // namespace siskin::gradient
