#include "siskin/train/track_priors.hpp"

#include <torch/torch.h>

namespace siskin::train {

at::Tensor total_variation_loss(const at::Tensor& track_nl) {
  return track_nl.diff(1, 1).abs().sum(1);
}

at::Tensor gini_loss(const at::Tensor& track_nl) {
  const auto length = track_nl.size(1);
  // Over sorted values the sum of |a_i - a_j| is 2 sum (2 i - L + 1) a_i, in L log L steps.
  const auto sorted_nl = std::get<0>(track_nl.sort(1));
  const auto ranks = torch::arange(1 - length, length, 2, track_nl.options());
  const auto sums = track_nl.sum(1);
  const auto divisors = torch::where(sums == 0, torch::ones_like(sums), sums);
  return -2 * sorted_nl.mv(ranks) / (divisors * static_cast<double>(length));
}

}  // namespace siskin::train
