#include "sis/ig_ranking.hpp"

#include <torch/torch.h>

#include <cmath>

#include "siskin/gradient/integrated_gradients.hpp"

namespace siskin::tools {
namespace {

constexpr std::int64_t kSteps = 300;

}  // namespace

IgContributions ig_contributions(const model::Function& function, const float* onehot_cl,
                                 std::size_t length, float baseline, std::int64_t batch_size) {
  const auto bases = static_cast<std::int64_t>(length);
  gradient::Batch batch;
  // from_blob wants a mutable pointer, but nothing writes through it.
  batch.onehot_ncl = torch::from_blob(const_cast<float*>(onehot_cl), {1, 4, bases});
  batch.references_nrcl = torch::full({1, 1, 4, bases}, baseline);
  batch.numbers = {0};
  gradient::PathOptions options;
  options.steps = kSteps;
  options.batch_size = batch_size;
  const auto found = gradient::integrated_gradients(function, batch, options);
  const auto map_cl = found.map_nkcl.contiguous();
  const auto* const cells = map_cl.data_ptr<float>();
  IgContributions result{std::vector<double>(length, 0.0), std::vector<double>(length, 0.0), 0};
  for (std::size_t cell = 0; cell < 4 * length; ++cell) {
    const auto value = static_cast<double>(cells[cell]);
    result.sums[cell % length] += value;
    result.magnitudes[cell % length] += std::abs(value);
  }
  result.baseline_score = found.reference_prediction_nrk.item<double>();
  return result;
}

}  // namespace siskin::tools
