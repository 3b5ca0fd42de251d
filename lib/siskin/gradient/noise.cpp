#include "siskin/gradient/noise.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <vector>

#include "siskin/gradient/derivative.hpp"
#include "siskin/gradient/sampled_rows.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

// f and its derivative at the sequences themselves, in batches.
Derivative at_sequences(const model::Function& function, const Tensor& onehot_ncl,
                        std::int64_t batch_size) {
  std::vector<Tensor> outputs;
  std::vector<Tensor> gradients;
  for (const auto& part : onehot_ncl.split(batch_size)) {
    const auto found = differentiate(function, part);
    outputs.push_back(on_cpu(found.output_nk, torch::kDouble));
    gradients.push_back(on_cpu(found.gradient_nkcl, torch::kDouble));
  }
  return {torch::cat(outputs), torch::cat(gradients)};
}

// Sums over the samples of each sequence of the deviations from `origin_nkcl` and of their squares.
struct Moments {
  Tensor first_nkcl;
  Tensor second_nkcl;
};

Moments moments(const model::Function& function, const Batch& batch, const Tensor& origin_nkcl,
                const NoiseOptions& options) {
  Moments sums{torch::zeros_like(origin_nkcl), torch::zeros_like(origin_nkcl)};
  SampledRows rows(batch, options.samples, options.seed);
  while (rows.next(options.batch_size)) {
    const auto sequence_m = rows.sequences();
    auto noise_mcl = torch::empty({rows.size(), 4, batch.onehot_ncl.size(2)});
    rows.for_each([&](std::int64_t row, util::Random& random) {
      fill_normal(random, options.deviation, noise_mcl[row]);
    });
    const auto found =
        differentiate(function, batch.onehot_ncl.index_select(0, sequence_m) + noise_mcl);
    const auto deviation_mkcl =
        on_cpu(found.gradient_nkcl, torch::kDouble) - origin_nkcl.index_select(0, sequence_m);
    sums.first_nkcl.index_add_(0, sequence_m, deviation_mkcl);
    sums.second_nkcl.index_add_(0, sequence_m, deviation_mkcl.square());
  }
  return sums;
}

}  // namespace

Explanation smoothgrad(const model::Function& function, const Batch& batch,
                       const NoiseOptions& options) {
  const auto clean = at_sequences(function, batch.onehot_ncl, options.batch_size);
  // The variance is told by deviations from the gradient without noise: sums of squares about zero
  // would cancel where the gradient is large and steady.
  const auto origin_nkcl = options.kind == NoiseKind::kVariance
                               ? clean.gradient_nkcl
                               : torch::zeros_like(clean.gradient_nkcl);
  const auto sums = moments(function, batch, origin_nkcl, options);
  const auto count = static_cast<double>(options.samples);
  const auto mean_nkcl = sums.first_nkcl / count;
  const auto square_nkcl = sums.second_nkcl / count;
  Explanation result;
  result.prediction_nk = clean.output_nk;
  switch (options.kind) {
    case NoiseKind::kMean:
      result.map_nkcl = mean_nkcl.to(torch::kFloat);
      break;
    case NoiseKind::kSquared:
      result.map_nkcl = square_nkcl.to(torch::kFloat);
      break;
    case NoiseKind::kVariance:
      result.map_nkcl = (square_nkcl - mean_nkcl.square()).clamp_min(0).to(torch::kFloat);
      break;
  }
  return result;
}

}  // namespace siskin::gradient
