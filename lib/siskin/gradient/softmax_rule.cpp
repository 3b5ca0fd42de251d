// Log-softmax as the steps it is made of, l = z - log S with S = sum exp(z), by rescale of exp and
// of log. The slope of a chord of log is one over the logarithmic mean M of its ends, that of a
// chord of exp their logarithmic mean,
//
//     M(a, b) = (a - b) / (log a - log b) = max(a, b) (1 - exp(-t)) / t,  t = |log a - log b|,
//
// so that a signal g at l gives (primes for the reference)
//
//     m_z[i] = g[i] - w[i] sum_j g[j],     w[i] = M(exp z[i], exp z'[i]) / M(S, S').
//
// M is concave and homogeneous, hence sum w <= 1: nothing is amplified, however far the pair lies
// apart. Softmax is exp of it, p = exp(l), with the slopes M(p, p') in [0, 1]:
//
//     m_z[i] = h[i] - w[i] sum_j h[j],     h[i] = g[i] M(p[i], p'[i]).
//
// (Taking softmax as a quotient exp(z) / S instead is as complete, but its parts cancel: of a pair
// whose scores differ by 30 they are 1e13 times the result.) Everything is worked out from
// differences of logarithms, which neither overflow nor cancel, and along the dimension of the
// softmax alone: other rows play no part. Subtracting a mean over the batch, as some packages do,
// makes an attribution depend on what else is in the batch.
#include "siskin/gradient/softmax_rule.hpp"

#include <torch/torch.h>

#include <vector>

namespace siskin::gradient {
namespace {

using torch::Tensor;

// (1 - exp(-t)) / t. Differences of scores that are shut out on both sides (-inf) count as 0.
Tensor decay(const Tensor& difference) {
  const auto t = difference.abs().nan_to_num_(0);
  const auto neither = t.eq(0);
  return torch::where(neither, torch::ones_like(t), t.neg().expm1_() / t.neg());
}

struct Scores {
  std::int64_t dimension = 0;
  Tensor own;        // z
  Tensor reference;  // z'
  Tensor own_log_sum;
  Tensor reference_log_sum;
  Tensor share;  // w
};

Scores scores_of(const Pair& pair) {
  Scores scores;
  scores.dimension = pair.arguments.at(1).toInt();
  const auto type = pair.reference_outputs[0].scalar_type();
  scores.own = pair.input(0).to(type);
  scores.reference = pair.reference_inputs[0].to(type);
  scores.own_log_sum = scores.own.logsumexp({scores.dimension}, true);
  scores.reference_log_sum = scores.reference.logsumexp({scores.dimension}, true);
  const auto top = torch::maximum(scores.own_log_sum, scores.reference_log_sum);
  scores.share = (torch::maximum(scores.own, scores.reference) - top)
                     .exp_()
                     .mul_(decay(scores.own - scores.reference))
                     .div_(decay(scores.own_log_sum - scores.reference_log_sum));
  return scores;
}

}  // namespace

Backward softmax_rule(const Pair& pair) {
  const auto scores = scores_of(pair);
  const auto own = scores.own - scores.own_log_sum;
  const auto reference = scores.reference - scores.reference_log_sum;
  return [slope = torch::maximum(own, reference).exp_().mul_(decay(own - reference)),
          share = scores.share, dimension = scores.dimension,
          type = pair.reference_inputs[0].scalar_type()](const std::vector<Tensor>& signals) {
    const auto signal = signals[0] * slope;
    return std::vector<Tensor>{(signal - share * signal.sum(dimension, true)).to(type)};
  };
}

Backward log_softmax_rule(const Pair& pair) {
  const auto scores = scores_of(pair);
  return [share = scores.share, dimension = scores.dimension,
          type = pair.reference_inputs[0].scalar_type()](const std::vector<Tensor>& signals) {
    return std::vector<Tensor>{(signals[0] - share * signals[0].sum(dimension, true)).to(type)};
  };
}

}  // namespace siskin::gradient
