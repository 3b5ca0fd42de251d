#include "siskin/simulate/layout.hpp"

#include <cmath>
#include <numeric>

namespace siskin::simulate {

std::vector<std::int64_t> draw_gaps(std::int64_t free, std::size_t gaps, util::Random& random) {
  std::vector<double> weights(gaps);
  std::vector<std::int64_t> sizes(gaps);
  for (;;) {
    double sum = 0;
    for (double& weight : weights) sum += weight = random.uniform();
    if (sum <= 0) continue;
    std::int64_t total = 0;
    for (std::size_t i = 0; i < gaps; ++i) {
      sizes[i] =
          static_cast<std::int64_t>(std::nearbyint(weights[i] / sum * static_cast<double>(free)));
      total += sizes[i];
    }
    if (total == free) return sizes;
  }
}

std::optional<std::vector<std::int64_t>> place_sites(const std::vector<std::int64_t>& widths,
                                                     std::int64_t length, const Spacing& spacing,
                                                     util::Random& random) {
  if (widths.empty()) return std::vector<std::int64_t>{};
  std::vector<std::int64_t> inner(widths.size() - 1, spacing.low);
  if (spacing.kind == Spacing::Kind::kDistance && spacing.high > spacing.low) {
    const auto choices = static_cast<std::uint64_t>(spacing.high - spacing.low + 1);
    for (auto& gap : inner) gap += static_cast<std::int64_t>(random.below(choices));
  }
  const std::int64_t free = length -
                            std::accumulate(widths.begin(), widths.end(), std::int64_t{0}) -
                            std::accumulate(inner.begin(), inner.end(), std::int64_t{0});
  if (free < 0) return std::nullopt;
  std::int64_t position = 0;
  if (spacing.kind == Spacing::Kind::kUniform) {
    const auto gaps = draw_gaps(free, widths.size() + 1, random);
    position = gaps.front();
    for (std::size_t i = 0; i < inner.size(); ++i) inner[i] += gaps[i + 1];
  } else {
    position = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(free) + 1));
  }
  std::vector<std::int64_t> starts{position};
  for (std::size_t i = 0; i < inner.size(); ++i) {
    starts.push_back(starts.back() + widths[i] + inner[i]);
  }
  return starts;
}

std::int64_t least_span(std::int64_t count, std::int64_t width, const Spacing& spacing) {
  return count == 0 ? 0 : count * width + (count - 1) * spacing.low;
}

}  // namespace siskin::simulate
