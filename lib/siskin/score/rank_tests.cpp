#include "siskin/score/rank_tests.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "siskin/score/correlation.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Shares of assignments by the sum of their doubled ranks, which are whole numbers even where ties
/// make ranks of halves.
using Sums = std::vector<double>;

std::vector<std::size_t> doubled(const std::vector<double>& ranks) {
  std::vector<std::size_t> whole;
  whole.reserve(ranks.size());
  for (const double rank : ranks) whole.push_back(static_cast<std::size_t>(std::lround(2 * rank)));
  return whole;
}

std::size_t total(const std::vector<std::size_t>& ranks) {
  return std::accumulate(ranks.begin(), ranks.end(), std::size_t{0});
}

/// Every rank is taken or not, with equal probability.
Sums subset_sums(const std::vector<std::size_t>& ranks) {
  Sums sums(total(ranks) + 1, 0);
  sums[0] = 1;
  for (const std::size_t rank : ranks) {
    for (std::size_t sum = sums.size(); sum-- > 0;)
      sums[sum] = 0.5 * (sums[sum] + (sum >= rank ? sums[sum - rank] : 0));
  }
  return sums;
}

/// Exactly `taken` of the ranks are taken, all choices equally probable.
Sums choice_sums(const std::vector<std::size_t>& ranks, std::size_t taken) {
  std::vector<Sums> by_count(taken + 1, Sums(total(ranks) + 1, 0));
  by_count[0][0] = 1;
  for (const std::size_t rank : ranks) {
    for (std::size_t count = taken; count > 0; --count) {
      for (std::size_t sum = by_count[count].size(); sum-- > rank;)
        by_count[count][sum] += by_count[count - 1][sum - rank];
    }
  }
  Sums sums = by_count[taken];
  const double all = std::accumulate(sums.begin(), sums.end(), 0.0);
  for (double& share : sums) share /= all;
  return sums;
}

double combine(double above, double below, Alternative alternative) {
  if (alternative == Alternative::kGreater) return std::min(1.0, above);
  if (alternative == Alternative::kLess) return std::min(1.0, below);
  return std::min(1.0, 2 * std::min(above, below));
}

double exact_p(const Sums& sums, double doubled_sum, Alternative alternative) {
  const auto at = static_cast<std::ptrdiff_t>(std::llround(doubled_sum));
  const double below = std::accumulate(sums.begin(), sums.begin() + at + 1, 0.0);
  const double above = std::accumulate(sums.begin() + at, sums.end(), 0.0);
  return combine(above, below, alternative);
}

/// `deviation` is how far the statistic lies above its mean.
double approximate_p(double deviation, double variance, Alternative alternative) {
  constexpr double kContinuity = 0.5;
  const double spread = std::sqrt(variance);
  const auto above = [&](double x) {
    return normal_p((x - kContinuity) / spread, Alternative::kGreater);
  };
  return combine(above(deviation), above(-deviation), alternative);
}

/// Sum of t^3 - t over the groups of t equal values.
double tie_term(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  double sum = 0;
  for (auto first = values.begin(); first != values.end();) {
    const auto last = std::upper_bound(first, values.end(), *first);
    const auto together = static_cast<double>(last - first);
    sum += together * together * together - together;
    first = last;
  }
  return sum;
}

}  // namespace

RankTest wilcoxon_signed_rank(const std::vector<double>& differences, Alternative alternative) {
  std::vector<double> sizes;
  std::vector<bool> positive;
  for (const double difference : differences) {
    if (difference == 0) continue;
    sizes.push_back(std::abs(difference));
    positive.push_back(difference > 0);
  }
  if (sizes.empty()) return {0, kNan, kNan, 0};
  const auto ranks = average_ranks(sizes);
  double sum = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) sum += positive[i] ? ranks[i] : 0;
  const auto n = static_cast<double>(ranks.size());
  const double half = n * (n + 1) / 4;
  RankTest result{sum, 0, (sum - half) / half, ranks.size()};
  if (ranks.size() <= kExactRanks) {
    result.p = exact_p(subset_sums(doubled(ranks)), 2 * sum, alternative);
  } else {
    const double variance = n * (n + 1) * (2 * n + 1) / 24 - tie_term(sizes) / 48;
    result.p = approximate_p(sum - half, variance, alternative);
  }
  return result;
}

RankTest mann_whitney(const std::vector<double>& first, const std::vector<double>& second,
                      Alternative alternative) {
  if (first.empty() || second.empty()) return {0, kNan, kNan, first.size() + second.size()};
  std::vector<double> all = first;
  all.insert(all.end(), second.begin(), second.end());
  const auto ranks = average_ranks(all);
  const double sum = std::accumulate(
      ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(first.size()), 0.0);
  const auto n = static_cast<double>(first.size());
  const auto m = static_cast<double>(second.size());
  const double u = sum - n * (n + 1) / 2;
  RankTest result{u, 0, 2 * u / (n * m) - 1, all.size()};
  if (all.size() <= kExactRanks) {
    result.p = exact_p(choice_sums(doubled(ranks), first.size()), 2 * sum, alternative);
  } else {
    const double both = n + m;
    const double variance = n * m / 12 * (both + 1 - tie_term(all) / (both * (both - 1)));
    // All values equal: nothing speaks against the null.
    result.p = variance > 0 ? approximate_p(u - n * m / 2, variance, alternative) : 1;
  }
  return result;
}

}  // namespace siskin::score
