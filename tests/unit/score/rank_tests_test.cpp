#include "siskin/score/rank_tests.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "siskin/score/correlation.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using Values = std::vector<double>;

struct Shares {
  double above = 0;
  double below = 0;
  double two_sided() const { return std::min(1.0, 2 * std::min(above, below)); }
};

/// Over all signs of the differences.
Shares enumerate_signs(const Values& differences) {
  Values sizes;
  for (const double d : differences) {
    if (d != 0) sizes.push_back(std::abs(d));
  }
  const auto ranks = average_ranks(sizes);
  double observed = 0;
  std::size_t place = 0;
  for (const double d : differences) {
    if (d == 0) continue;
    observed += d > 0 ? ranks[place] : 0;
    ++place;
  }
  Shares shares;
  const std::size_t all = std::size_t{1} << ranks.size();
  for (std::size_t signs = 0; signs < all; ++signs) {
    double sum = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) sum += (signs >> i & 1) != 0 ? ranks[i] : 0;
    shares.above += sum >= observed - 1e-9 ? 1.0 / static_cast<double>(all) : 0;
    shares.below += sum <= observed + 1e-9 ? 1.0 / static_cast<double>(all) : 0;
  }
  return shares;
}

/// Over all choices of which values are the first sample, by counting pairs and not ranks.
Shares enumerate_choices(const Values& first, const Values& second) {
  Values all = first;
  all.insert(all.end(), second.begin(), second.end());
  const auto wins = [&](std::size_t chosen) {
    double u = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = 0; j < all.size(); ++j) {
        if ((chosen >> i & 1) == 0 || (chosen >> j & 1) != 0) continue;
        u += all[i] > all[j] ? 1 : all[i] == all[j] ? 0.5 : 0;
      }
    }
    return u;
  };
  const double observed = wins((std::size_t{1} << first.size()) - 1);
  Shares shares;
  double choices = 0;
  for (std::size_t chosen = 0; chosen < std::size_t{1} << all.size(); ++chosen) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < all.size(); ++i) size += chosen >> i & 1;
    if (size != first.size()) continue;
    const double u = wins(chosen);
    choices += 1;
    shares.above += u >= observed - 1e-9 ? 1 : 0;
    shares.below += u <= observed + 1e-9 ? 1 : 0;
  }
  return {shares.above / choices, shares.below / choices};
}

Values coarse(util::Random& random, std::size_t count) {
  Values values;
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(static_cast<double>(random.below(9)) - 3);
  return values;
}

TEST(WilcoxonSignedRank, AgreesWithAllSignsTiesAndZerosIncluded) {
  for (std::uint64_t seed = 0; seed < 15; ++seed) {
    util::Random random(seed);
    const auto differences = coarse(random, 10);
    const auto expected = enumerate_signs(differences);
    const auto found = wilcoxon_signed_rank(differences, Alternative::kTwoSided);
    EXPECT_NEAR(found.p, expected.two_sided(), 1e-12) << seed;
    EXPECT_NEAR(wilcoxon_signed_rank(differences, Alternative::kGreater).p, expected.above, 1e-12);
    EXPECT_NEAR(wilcoxon_signed_rank(differences, Alternative::kLess).p, expected.below, 1e-12);
  }
}

TEST(WilcoxonSignedRank, IsTwoToTheMinusNForAllOfOneSign) {
  const auto found = wilcoxon_signed_rank({1, 2, 3, 4, 5, 6}, Alternative::kGreater);
  EXPECT_EQ(found.statistic, 21);
  EXPECT_EQ(found.effect, 1);
  EXPECT_NEAR(found.p, std::pow(0.5, 6), 1e-15);
  EXPECT_EQ(wilcoxon_signed_rank({-1, -2, -3}, Alternative::kTwoSided).effect, -1);
}

// 60 differences on a grid of halves, three of them 0; the normal law by math.erfc.
TEST(WilcoxonSignedRank, IsNormalForManyWithTheVarianceOfTheRanksThemselves) {
  Values differences;
  for (int i = 0; i < 60; ++i)
    differences.push_back(std::nearbyint(((i * 37) % 101 - 40) / 10.0 * 2) / 2);
  const auto found = wilcoxon_signed_rank(differences, Alternative::kTwoSided);
  EXPECT_EQ(found.used, 57U);
  EXPECT_NEAR(found.statistic, 1115.5, 1e-12);
  EXPECT_NEAR(found.p, 0.021747622160973, 1e-12);
  EXPECT_NEAR(wilcoxon_signed_rank(differences, Alternative::kGreater).p, 0.0108738110804865,
              1e-12);
  EXPECT_NEAR(wilcoxon_signed_rank(differences, Alternative::kLess).p, 0.989352168482836, 1e-12);
}

TEST(WilcoxonSignedRank, HasNothingToTestWithoutDifferences) {
  EXPECT_TRUE(std::isnan(wilcoxon_signed_rank({}, Alternative::kTwoSided).p));
  EXPECT_TRUE(std::isnan(wilcoxon_signed_rank({0, 0}, Alternative::kTwoSided).p));
}

TEST(MannWhitney, AgreesWithAllChoicesTiesIncluded) {
  for (std::uint64_t seed = 0; seed < 15; ++seed) {
    util::Random random(seed);
    const auto first = coarse(random, 4);
    const auto second = coarse(random, 6);
    const auto expected = enumerate_choices(first, second);
    EXPECT_NEAR(mann_whitney(first, second, Alternative::kTwoSided).p, expected.two_sided(), 1e-12)
        << seed;
    EXPECT_NEAR(mann_whitney(first, second, Alternative::kGreater).p, expected.above, 1e-12);
    EXPECT_NEAR(mann_whitney(first, second, Alternative::kLess).p, expected.below, 1e-12);
  }
}

TEST(MannWhitney, CountsPairs) {
  const auto found = mann_whitney({5, 3}, {1, 3, 4}, Alternative::kTwoSided);
  EXPECT_EQ(found.statistic, 3 + 1.5);
  EXPECT_NEAR(found.effect, 2 * 4.5 / 6 - 1, 1e-15);
}

TEST(MannWhitney, TurnsRoundWithItsSamples) {
  const auto there = mann_whitney({5, 3, 9}, {1, 3, 4, 2}, Alternative::kGreater);
  const auto back = mann_whitney({1, 3, 4, 2}, {5, 3, 9}, Alternative::kLess);
  EXPECT_NEAR(there.p, back.p, 1e-15);
  EXPECT_NEAR(there.effect, -back.effect, 1e-15);
}

// 30 + 28 values with ties; variance n m / (N (N - 1)) (sum of squared ranks - N (N + 1)^2 / 4).
TEST(MannWhitney, IsNormalForMany) {
  Values first;
  Values second;
  for (int i = 0; i < 30; ++i) first.push_back(std::floor((i * 17) % 29 / 4.0 * 2) / 2);
  for (int i = 0; i < 28; ++i) second.push_back(std::floor(((i * 11) % 23 + 2) / 4.0 * 2) / 2);
  const auto found = mann_whitney(first, second, Alternative::kTwoSided);
  EXPECT_NEAR(found.statistic, 424, 1e-12);
  EXPECT_NEAR(found.p, 0.956453243514786, 1e-12);
  EXPECT_NEAR(mann_whitney(first, second, Alternative::kGreater).p, 0.478226621757393, 1e-12);
}

TEST(MannWhitney, SeesNothingAmongEqualValuesAndNeedsBothSamples) {
  EXPECT_EQ(mann_whitney({1, 1}, {1, 1, 1}, Alternative::kTwoSided).p, 1);
  EXPECT_EQ(mann_whitney(Values(40, 1), Values(40, 1), Alternative::kTwoSided).p, 1);
  EXPECT_TRUE(std::isnan(mann_whitney({}, {1}, Alternative::kTwoSided).p));
}

}  // namespace
}  // namespace siskin::score
