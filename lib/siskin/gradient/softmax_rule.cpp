// Softmax as the steps it is made of, each with its own rule: u = exp(z - c), S = sum u, p = u / S.
// The shift c is the largest z of the pair, so it is common to both of it and drops out of every
// multiplier; it is taken along the dimension of the softmax alone, so other rows play no part
// (subtracting a mean over the batch, as some packages do, makes an attribution depend on what else
// is in the batch). With r = 1 / S, primes for the reference and bars for means over the pair:
//
//     exp (rescale)       m_u = (u - u') / (z - z') = max(u, u') (1 - exp(-|Dz|)) / |Dz|,
//     quotient            Dp = Du mean(r) - mean(u) DS / (S S'),
//     together            m_z[i] = m_u[i] (g[i] mean(r) - sum_j g[j] mean(u)[j] / (S S'))
//
// for a signal g at p. The second form of m_u neither cancels nor overflows. Log-softmax is
// z - c - log S, with (log S - log S') / (S - S') by rescale:
//
//     m_z[i] = g[i] - m_u[i] sum_j g[j] (log S - log S') / (S - S').
//
// Pairs that lie further apart than float32 reaches with one shift are worked out in float64.
#include "siskin/gradient/softmax_rule.hpp"

#include <torch/torch.h>

#include <vector>

namespace siskin::gradient {
namespace {

using torch::Tensor;

// exp(-40) is 4e-18: below that a sum of float32 would lose the smaller of the pair.
constexpr double kWidestInFloat = 40;

// (1 - exp(-t)) / t for t >= 0.
Tensor decay(const Tensor& t) {
  return torch::where(t.eq(0), torch::ones_like(t), t.neg().expm1() / t.neg());
}

struct Exponentials {
  std::int64_t dimension = 0;
  Tensor own;        // exp(z - c)
  Tensor reference;  // exp(z' - c)
  Tensor slope;      // m_u
  Tensor sum;        // S
  Tensor other_sum;  // S'
};

Exponentials exponentials_of(const Pair& pair) {
  Exponentials made;
  made.dimension = pair.arguments.at(1).toInt();
  const auto type = pair.reference_outputs[0].scalar_type();
  auto own = pair.input(0).to(type);
  auto reference = pair.reference_inputs[0].to(type);
  const auto top = own.amax({made.dimension}, true);
  const auto other_top = reference.amax({made.dimension}, true);
  auto shift = torch::maximum(top, other_top);
  const bool is_wide = (top - other_top).abs().gt(kWidestInFloat).any().item<bool>();
  if (is_wide) {
    own = own.to(torch::kDouble);
    reference = reference.to(torch::kDouble);
    shift = shift.to(torch::kDouble);
  }
  made.own = (own - shift).exp_();
  made.reference = (reference - shift).exp_();
  // Entries that are shut out on both sides (-inf) do not differ.
  const auto distance = (own - reference).abs_().nan_to_num_(0);
  made.slope = torch::maximum(made.own, made.reference) * decay(distance);
  made.sum = made.own.sum(made.dimension, true);
  made.other_sum = made.reference.sum(made.dimension, true);
  return made;
}

}  // namespace

Backward softmax_rule(const Pair& pair) {
  const auto made = exponentials_of(pair);
  return [slope = made.slope, dimension = made.dimension,
          inverse = (made.sum.reciprocal() + made.other_sum.reciprocal()) / 2,
          weight = (made.own + made.reference) / (made.sum * made.other_sum * 2),
          type = pair.reference_inputs[0].scalar_type()](const std::vector<Tensor>& signals) {
    const auto common = (signals[0] * weight).sum(dimension, true);
    return std::vector<Tensor>{(slope * (signals[0] * inverse - common)).to(type)};
  };
}

Backward log_softmax_rule(const Pair& pair) {
  const auto made = exponentials_of(pair);
  // log(S / S') / (S - S') with S / S' = 1 + x is log1p(x) / (x S'), 1 / S' at x = 0.
  const auto excess = (made.sum - made.other_sum) / made.other_sum;
  const auto growth = torch::where(excess.eq(0), torch::ones_like(excess), excess.log1p() / excess);
  return [weight = made.slope * (growth / made.other_sum), dimension = made.dimension,
          type = pair.reference_inputs[0].scalar_type()](const std::vector<Tensor>& signals) {
    const auto total = signals[0].sum(dimension, true);
    return std::vector<Tensor>{(signals[0] - weight * total).to(type)};
  };
}

}  // namespace siskin::gradient
