#include "siskin/motif/best_match.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace siskin::motif {
namespace {

using Row = std::array<double, 4>;

// The mean of a row of probabilities is 0.25, and so is that of a matrix.
double covariance(const Row& a, const Row& b) {
  double sum = 0;
  for (std::size_t base = 0; base < a.size(); ++base) sum += (a[base] - 0.25) * (b[base] - 0.25);
  return sum;
}

double variance(const seq::Motif& motif) {
  double sum = 0;
  for (const auto& row : motif.rows) sum += covariance(row, row);
  return sum;
}

std::int64_t width(const seq::Motif& motif) { return static_cast<std::int64_t>(motif.width()); }

}  // namespace

double correlation(const seq::Motif& query, const seq::Motif& known, std::int64_t offset) {
  const double scale = std::sqrt(variance(query) * variance(known));
  if (scale == 0) return 0;
  const auto begin = std::max<std::int64_t>(0, offset);
  const auto end = std::min(width(query), width(known) + offset);
  double sum = 0;
  for (auto row = begin; row < end; ++row) {
    sum += covariance(query.rows[static_cast<std::size_t>(row)],
                      known.rows[static_cast<std::size_t>(row - offset)]);
  }
  return sum / scale;
}

std::optional<MotifMatch> best_match(const seq::Motif& query,
                                     const std::vector<seq::Motif>& known) {
  std::optional<MotifMatch> best;
  for (std::size_t index = 0; index < known.size(); ++index) {
    for (const bool reversed : {false, true}) {
      const auto& forward = known[index];
      const auto motif = reversed ? seq::reverse_complement(forward) : forward;
      for (auto offset = 1 - width(motif); offset < width(query); ++offset) {
        const double value = correlation(query, motif, offset);
        if (!best || value > best->correlation) best = MotifMatch{index, value, offset, reversed};
      }
    }
  }
  return best;
}

}  // namespace siskin::motif
