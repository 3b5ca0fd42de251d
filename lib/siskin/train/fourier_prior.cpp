#include "siskin/train/fourier_prior.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "siskin/util/error.hpp"

namespace siskin::train {
namespace {

at::Tensor smooth(const at::Tensor& track_nl, std::int64_t sigma) {
  if (sigma == 0) return track_nl;
  std::vector<double> kernel;
  double sum = 0;
  for (std::int64_t d = -sigma; d <= sigma; ++d) {
    kernel.push_back(
        std::exp(-static_cast<double>(d * d) / static_cast<double>(2 * sigma * sigma)));
    sum += kernel.back();
  }
  const auto weights = (torch::tensor(kernel, torch::kDouble) / sum).to(track_nl.options());
  return torch::conv1d(track_nl.unsqueeze(1), weights.view({1, 1, -1}), {}, 1, sigma).squeeze(1);
}

// For frequency 1 .. L/2.
at::Tensor frequency_weights(std::int64_t length, std::int64_t limit,
                             std::optional<double> softness) {
  std::vector<double> weights;
  for (std::int64_t k = 1; k <= length / 2; ++k) {
    const auto above = static_cast<double>(k - limit);
    if (k <= limit) {
      weights.push_back(1);
    } else {
      weights.push_back(softness ? 1 / (1 + std::pow(above, *softness)) : 0);
    }
  }
  return torch::tensor(weights, torch::kDouble);
}

}  // namespace

std::int64_t default_fourier_limit(std::int64_t length) {
  constexpr double kPeriod = 6.7;
  if (length == 1000) return 150;
  if (length == 1346) return 200;
  return std::max<std::int64_t>(1, std::llround(static_cast<double>(length) / kPeriod));
}

at::Tensor fourier_loss(const FourierSettings& settings, const at::Tensor& track_nl) {
  const auto length = track_nl.size(1);
  const auto limit = settings.limit.value_or(default_fourier_limit(length));
  if (limit < 1 || 2 * limit >= length) {
    throw Error("option --fourier-limit: found " + std::to_string(limit) +
                ", expected 1 or more and less than half of the " + std::to_string(length) +
                " bases of the input");
  }
  const auto magnitudes = torch::fft::rfft(smooth(track_nl, settings.smoothing)).abs();
  const auto sums = magnitudes.sum(1);
  const auto divisors = torch::where(sums == 0, torch::ones_like(sums), sums);
  const auto weights = frequency_weights(length, limit, settings.softness).to(track_nl.options());
  return 1 - magnitudes.narrow(1, 1, length / 2).mv(weights) / divisors;
}

}  // namespace siskin::train
