#include "siskin/score/bootstrap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace siskin::score {
namespace {

constexpr double kBootstrapNan = std::numeric_limits<double>::quiet_NaN();

TEST(Resample, DrawsAsManyAsThereAre) {
  for (std::uint64_t index = 0; index < 50; ++index) {
    const auto weights = resample(17, 3, index);
    EXPECT_EQ(weights.size(), 17U);
    EXPECT_EQ(std::accumulate(weights.begin(), weights.end(), 0.0), 17);
  }
  EXPECT_TRUE(resample(0, 1, 0).empty());
}

TEST(Resample, DependsOnSeedAndIndexOnly) {
  EXPECT_EQ(resample(20, 5, 9), resample(20, 5, 9));
  EXPECT_NE(resample(20, 5, 9), resample(20, 5, 10));
  EXPECT_NE(resample(20, 5, 9), resample(20, 6, 9));
}

// A count is binomial: mean 1, variance 1 - 1/n, absent with probability (1 - 1/n)^n.
TEST(Resample, DrawsEveryItemWithEqualProbability) {
  constexpr int kDraws = 20000;
  double absent = 0;
  double square = 0;
  for (int index = 0; index < kDraws; ++index) {
    const double weight = resample(10, 1, static_cast<std::uint64_t>(index))[4];
    absent += weight == 0 ? 1 : 0;
    square += (weight - 1) * (weight - 1);
  }
  EXPECT_NEAR(absent / kDraws, std::pow(0.9, 10), 0.015);
  EXPECT_NEAR(square / kDraws, 0.9, 0.05);
}

TEST(SummariseBootstrap, TakesPercentilesOfTheDefined) {
  std::vector<double> figures = {kBootstrapNan};
  for (int i = 100; i >= 0; --i) figures.push_back(i);
  const auto summary = summarise_bootstrap(figures, 0.9);
  EXPECT_NEAR(summary.low, 5, 1e-12);
  EXPECT_NEAR(summary.high, 95, 1e-12);
  EXPECT_NEAR(summary.error, std::sqrt(101.0 * 102 / 12), 1e-12);
  EXPECT_EQ(summary.defined, 101U);
}

TEST(SummariseBootstrap, NeedsTwoDefinedFigures) {
  EXPECT_TRUE(std::isnan(summarise_bootstrap({1, kBootstrapNan}, 0.95).low));
  EXPECT_EQ(summarise_bootstrap({1, kBootstrapNan}, 0.95).defined, 1U);
}

TEST(BootstrapP, IsTwiceTheShareOnTheLesserSide) {
  EXPECT_DOUBLE_EQ(bootstrap_p({1, 2, 3, -1, 5, 6, 7, 8, 9}), 2.0 * 2 / 10);
  EXPECT_DOUBLE_EQ(bootstrap_p({-1, -2, -3, 1, -5, -6, -7, -8, -9}), 2.0 * 2 / 10);
  EXPECT_DOUBLE_EQ(bootstrap_p({1, 2, 3, 4, 5, 6, 7, 8, 9}), 2.0 / 10);
}

TEST(BootstrapP, IsOneWithoutDifference) {
  EXPECT_EQ(bootstrap_p({0, 0, 0, 0}), 1);
  EXPECT_TRUE(std::isnan(bootstrap_p({kBootstrapNan})));
}

}  // namespace
}  // namespace siskin::score
