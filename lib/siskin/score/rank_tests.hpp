#pragma once

#include <cstddef>
#include <vector>

#include "siskin/score/distributions.hpp"

namespace siskin::score {

/// Tests on ranks, equal values sharing the mean of their ranks. Up to kExactRanks values the
/// p-value is exact, given the ties there are (a count of all assignments by dynamic programming
/// over doubled ranks); above it is the normal approximation with the variance corrected for ties
/// and half a unit of continuity. Two-sided is twice the lesser side, at most 1. No NaN among the
/// values.
constexpr std::size_t kExactRanks = 50;

struct RankTest {
  double statistic = 0;
  double p = 0;       ///< NaN when nothing is left to test
  double effect = 0;  ///< from -1 to 1; NaN as p
  std::size_t used = 0;
};

/// Signed-rank test of paired differences (Wilcoxon 1945); zeros are dropped. `statistic` is the
/// sum of the ranks of the positive differences, `effect` the matched-pairs rank-biserial
/// correlation (Kerby 2014), `used` the differences that are not 0.
RankTest wilcoxon_signed_rank(const std::vector<double>& differences, Alternative alternative);

/// Rank-sum test of two samples (Mann & Whitney 1947). `statistic` is U of the first, the pairs in
/// which it is larger, ties counting half; `effect` is Cliff's delta, 2 U / (n m) - 1.
RankTest mann_whitney(const std::vector<double>& first, const std::vector<double>& second,
                      Alternative alternative);

}  // namespace siskin::score
