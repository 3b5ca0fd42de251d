// DeepLIFT has no rule for two operands that both change (Shrikumar et al. 2017 take one of them as
// given). Those below keep completeness, treat the operands alike, and agree with rescale and the
// gradient where only one of them changes. a', b' are of the reference, D is the difference from
// it, and a bar is the mean over the pair.
//
// Product, B affine in each operand (elementwise, matrix product, convolution with a filter that
// depends on the sequence), plus operands that are only added:
//
//     B(a, b) - B(a', b') = B(Da, mean b) + B(mean a, Db) without their constant parts,
//
// that is, the multipliers are the derivative of B at the mean of the pair. That is what autograd
// gives, for any number of operands and for a square, whose operand counts twice.
//
// Quotient, a / b = a r with r = 1 / b and rescale for r: Dr / Db = -1 / (b b'), so
//
//     m_a = (1/b + 1/b') / 2,     m_b = -(a + a') / (2 b b').
//
// Extremum, max(a, b) = b + relu(a - b) and min(a, b) = a - relu(a - b): with the slope s of relu
// between a' - b' and a - b (rescale), the larger one has m_a = s, m_b = 1 - s and the smaller one
// m_a = 1 - s, m_b = s. Both are in [0, 1]. With RevealCancel (see reveal_cancel.cpp) the parts of
// D(a - b) that go up and down have slopes of their own.
#include "siskin/gradient/arithmetic_rules.hpp"

#include <torch/torch.h>

#include <memory>
#include <string>
#include <vector>

#include "siskin/gradient/local_graph.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

// The slope of relu from one tensor of numbers to another: exact, and its derivative where both
// are equal, one half at 0 so that neither operand of an extremum is preferred.
Tensor rectifier_slope(const Tensor& from, const Tensor& to) {
  const auto step = to - from;
  const auto rise = to.clamp_min(0) - from.clamp_min(0);
  const auto derivative = (to.sign() + 1) / 2;
  return torch::where(step.eq(0), derivative,
                      rise / torch::where(step.eq(0), torch::ones_like(step), step));
}

bool is_plain_product(const Pair& pair) {
  const auto& name = pair.operation.name;
  return (name == "aten::mul" || name == "aten::multiply") && pair.reference_inputs.size() == 2;
}

// What an elementwise product needs no graph for.
Backward elementwise_product_rule(const Pair& pair) {
  const auto mean_of = [&](std::size_t i) {
    return (pair.input(i) + pair.reference_inputs[i]).mul_(0.5);
  };
  return [first = mean_of(0), second = mean_of(1)](const std::vector<Tensor>& signals) {
    return std::vector<Tensor>{(signals[0] * second).sum_to_size(first.sizes()),
                               (signals[0] * first).sum_to_size(second.sizes())};
  };
}

// Slopes of relu(a - b) for what raises a - b and for what lowers it.
struct Slopes {
  Tensor raising;
  Tensor lowering;
};

Slopes cancelling_slopes(const Tensor& start, const Tensor& step_a, const Tensor& step_b) {
  const auto up = step_a.clamp_min(0) - step_b.clamp_max(0);
  const auto down = step_a.clamp_max(0) - step_b.clamp_min(0);
  const auto end = start + step_a - step_b;
  return {(rectifier_slope(start, start + up) + rectifier_slope(start + down, end)) / 2,
          (rectifier_slope(start, start + down) + rectifier_slope(start + up, end)) / 2};
}

}  // namespace

Backward product_rule(const Pair& pair) {
  if (is_plain_product(pair)) return elementwise_product_rule(pair);
  std::vector<Tensor> means;
  for (std::size_t i = 0; i < pair.reference_inputs.size(); ++i) {
    means.push_back((pair.input(i) + pair.reference_inputs[i]) / 2);
  }
  const auto graph = std::make_shared<LocalGraph>(pair.operation, pair.arguments, means);
  return [graph](const std::vector<Tensor>& signals) { return graph->pull_back(signals); };
}

Backward quotient_rule(const Pair& pair) {
  const auto numerator = pair.input(0) + pair.reference_inputs[0];
  const auto& divisor = pair.reference_inputs[1];
  const auto other = pair.input(1);
  return [shape = numerator.sizes().vec(), divisor_shape = divisor.sizes().vec(),
          first = (divisor.reciprocal() + other.reciprocal()) / 2,
          second = numerator / (divisor * other * -2)](const std::vector<Tensor>& signals) {
    return std::vector<Tensor>{(signals[0] * first).sum_to_size(shape),
                               (signals[0] * second).sum_to_size(divisor_shape)};
  };
}

Backward extremum_rule(const Pair& pair, bool cancels) {
  const auto& name = pair.operation.name;
  const bool takes_larger = name.find("max") != std::string::npos;
  const auto& a = pair.reference_inputs[0];
  const auto& b = pair.reference_inputs[1];
  const auto step_a = pair.input(0) - a;
  const auto step_b = pair.input(1) - b;
  const auto start = a - b;
  Tensor slope_a;
  Tensor slope_b;
  if (cancels) {
    const auto slopes = cancelling_slopes(start, step_a, step_b);
    const auto by_sign = [](const Tensor& step, const Tensor& up, const Tensor& down) {
      return torch::where(step.eq(0), (up + down) / 2, torch::where(step.gt(0), up, down));
    };
    slope_a = by_sign(step_a, slopes.raising, slopes.lowering);
    slope_b = by_sign(step_b, slopes.lowering, slopes.raising);
  } else {
    slope_a = rectifier_slope(start, pair.input(0) - pair.input(1));
    slope_b = slope_a;
  }
  const auto for_a = takes_larger ? slope_a : 1 - slope_a;
  const auto for_b = takes_larger ? 1 - slope_b : slope_b;
  return [for_a, for_b, shape_a = a.sizes().vec(),
          shape_b = b.sizes().vec()](const std::vector<Tensor>& signals) {
    return std::vector<Tensor>{(signals[0] * for_a).sum_to_size(shape_a),
                               (signals[0] * for_b).sum_to_size(shape_b)};
  };
}

}  // namespace siskin::gradient
