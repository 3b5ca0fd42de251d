#include "siskin/data/peak_bins.hpp"

#include <algorithm>
#include <cstddef>

namespace siskin::data {
namespace {

std::int64_t half_to_even(std::int64_t count) {
  const std::int64_t half = count / 2;
  return half + (count % 2 == 1 && half % 2 == 1 ? 1 : 0);
}

std::int64_t floor_quotient(std::int64_t a, std::int64_t b) {
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

}  // namespace

std::int64_t count_bins(const PeakQuery& query, std::int64_t length) {
  return length < query.bin ? 0 : (length - query.bin) / query.stride + 1;
}

Stretch bins_of_peak(const PeakQuery& query, const Stretch& peak, std::int64_t bins) {
  const std::int64_t shorter = std::min(query.bin, peak.second - peak.first);
  const std::int64_t least = std::max<std::int64_t>(1, half_to_even(shorter));
  // A bin at b shares min(end, b + bin) - max(start, b) bases with the peak.
  const std::int64_t first = peak.first + least - query.bin;
  const std::int64_t last = peak.second - least;
  const std::int64_t begin = -floor_quotient(-first, query.stride);
  const std::int64_t end = floor_quotient(last, query.stride) + 1;
  return {std::clamp<std::int64_t>(begin, 0, bins), std::clamp<std::int64_t>(end, 0, bins)};
}

std::vector<BinLabel> label_bins(const PeakQuery& query, const std::vector<Stretch>& peaks,
                                 const std::vector<Stretch>& ambiguous, std::int64_t bins) {
  std::vector<BinLabel> labels(static_cast<std::size_t>(bins), BinLabel::kNegative);
  const auto mark = [&](std::int64_t begin, std::int64_t end, BinLabel label) {
    for (std::int64_t i = std::max<std::int64_t>(0, begin); i < std::min(end, bins); ++i) {
      labels[static_cast<std::size_t>(i)] = label;
    }
  };
  for (const auto& peak : peaks) {
    const auto range = bins_of_peak(query, peak, bins);
    mark(range.first, range.second, BinLabel::kPositive);
  }
  for (const auto& peak : peaks) {
    const auto range = bins_of_peak(query, peak, bins);
    if (!query.ambiguous_neighbours || range.first >= range.second) continue;
    mark(range.first - 1, range.first, BinLabel::kAmbiguous);
    mark(range.second, range.second + 1, BinLabel::kAmbiguous);
  }
  for (const auto& peak : ambiguous) {
    const auto range = bins_of_peak(query, peak, bins);
    mark(range.first, range.second, BinLabel::kAmbiguous);
  }
  return labels;
}

}  // namespace siskin::data
