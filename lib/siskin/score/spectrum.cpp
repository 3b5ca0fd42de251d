#include "siskin/score/spectrum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kPseudoImportance = 0.001;

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double entropy_bits(const std::vector<double>& track, double added) {
  const double total = sum_of(track) + added * static_cast<double>(track.size());
  double bits = 0;
  for (const double value : track) {
    const double share = (value + added) / total;
    if (share > 0) bits -= share * std::log2(share);
  }
  return bits;
}

std::vector<double> smooth(const std::vector<double>& track) {
  constexpr std::ptrdiff_t kSigma = 3;
  std::array<double, 2 * kSigma + 1> kernel{};
  for (std::ptrdiff_t d = -kSigma; d <= kSigma; ++d)
    kernel[static_cast<std::size_t>(d + kSigma)] =
        std::exp(-static_cast<double>(d * d) / (2.0 * kSigma * kSigma));
  const double sum = std::accumulate(kernel.begin(), kernel.end(), 0.0);
  const auto length = static_cast<std::ptrdiff_t>(track.size());
  std::vector<double> smoothed(track.size());
  for (std::ptrdiff_t i = 0; i < length; ++i) {
    double value = 0;
    for (std::ptrdiff_t d = -kSigma; d <= kSigma; ++d) {
      if (i + d >= 0 && i + d < length)
        value +=
            kernel[static_cast<std::size_t>(d + kSigma)] * track[static_cast<std::size_t>(i + d)];
    }
    smoothed[static_cast<std::size_t>(i)] = value / sum;
  }
  return smoothed;
}

}  // namespace

std::size_t default_frequency_limit(std::size_t length) {
  constexpr double kPeriod = 6.7;
  if (length == 1000) return 150;
  if (length == 1346) return 200;
  return static_cast<std::size_t>(
      std::max(1LL, std::llround(static_cast<double>(length) / kPeriod)));
}

double high_frequency_share(const FourierTransform& transform, const std::vector<double>& track,
                            std::size_t limit) {
  // Asked of the track itself: rounding leaves a flat one some 1e-16 at every frequency.
  const auto flat = [&](double value) { return value == track.front(); };
  if (std::all_of(track.begin(), track.end(), flat)) return kNan;
  const auto magnitudes = transform.magnitudes(track);
  double high = 0;
  double all = 0;
  for (std::size_t k = 1; 2 * k < track.size(); ++k) {
    all += magnitudes[k];
    if (k > limit) high += magnitudes[k];
  }
  return all > 0 ? high / all : kNan;
}

double fourier_prior_loss(const FourierTransform& transform, const std::vector<double>& track,
                          std::size_t limit) {
  constexpr double kSoftness = 0.2;
  const auto magnitudes = transform.magnitudes(smooth(track));
  const double all = sum_of(magnitudes);
  if (all == 0) return 1;
  double counted = 0;
  for (std::size_t k = 1; k < magnitudes.size(); ++k) {
    const double weight =
        k <= limit ? 1 : 1 / (1 + std::pow(static_cast<double>(k - limit), kSoftness));
    counted += weight * magnitudes[k];
  }
  return 1 - counted / all;
}

double entropy_as_published(const std::vector<double>& track) {
  return track.empty() ? kNan : entropy_bits(track, kPseudoImportance);
}

double entropy_of_shares(const std::vector<double>& track) {
  const double total = sum_of(track);
  if (total == 0) return kNan;
  return entropy_bits(track, kPseudoImportance * total / static_cast<double>(track.size()));
}

double gini(const std::vector<double>& track) {
  auto sorted = track;
  std::sort(sorted.begin(), sorted.end());
  const double total = sum_of(sorted);
  if (total == 0) return kNan;
  const auto length = static_cast<double>(sorted.size());
  double weighted = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    weighted += (2 * static_cast<double>(i) + 1 - length) * sorted[i];
  return weighted / (length * total);
}

double total_variation(const std::vector<double>& track) {
  double sum = 0;
  for (std::size_t i = 1; i < track.size(); ++i) sum += std::abs(track[i] - track[i - 1]);
  return sum;
}

double relative_variation(const std::vector<double>& track) {
  const double total = sum_of(track);
  return total == 0 ? kNan : total_variation(track) / total;
}

}  // namespace siskin::score
