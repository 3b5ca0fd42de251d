#include "siskin/score/correlation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using Values = std::vector<double>;

Values random_values(std::uint64_t seed, std::size_t count) {
  util::Random random(seed);
  Values values(count);
  for (double& value : values) value = random.normal();
  return values;
}

TEST(Pearson, IsOneOnALineAndMinusOneOnAFallingLine) {
  EXPECT_DOUBLE_EQ(pearson({1, 2, 3}, {5, 7, 9}), 1);
  EXPECT_DOUBLE_EQ(pearson({1, 2, 3}, {9, 7, 5}), -1);
}

// Deviations -1.5 -0.5 0.5 1.5 and -1 -1 1 1: 4 / sqrt(5 * 4).
TEST(Pearson, GivesAValueByHand) {
  EXPECT_NEAR(pearson({1, 2, 3, 4}, {0, 0, 2, 2}), 4 / std::sqrt(20.0), 1e-15);
}

TEST(Pearson, DoesNotChangeUnderShiftAndScale) {
  const Values a = random_values(1, 30);
  const Values b = random_values(2, 30);
  Values moved = a;
  for (double& value : moved) value = 100 + 1e-3 * value;
  EXPECT_NEAR(pearson(moved, b), pearson(a, b), 1e-9);
  EXPECT_DOUBLE_EQ(pearson(a, b), pearson(b, a));
}

TEST(Pearson, KeepsItsValueForVeryLargeNumbers) {
  EXPECT_NEAR(pearson({1e150, 2e150, 3e150}, {1e150, 2e150, 3e150}), 1, 1e-12);
}

TEST(Pearson, IsNotDefinedForConstantsOrNothing) {
  EXPECT_TRUE(std::isnan(pearson({0.1, 0.1, 0.1}, {1, 2, 3})));
  EXPECT_TRUE(std::isnan(pearson({1, 2, 3}, {0.1, 0.1, 0.1})));
  EXPECT_TRUE(std::isnan(pearson({1}, {1})));
  EXPECT_TRUE(std::isnan(pearson({}, {})));
  EXPECT_TRUE(std::isnan(pearson({1, std::numeric_limits<double>::quiet_NaN()}, {1, 2})));
}

TEST(Pearson, RefusesSidesOfDifferentLength) {
  try {
    pearson({1, 2}, {1});
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("found 2 predicted and 1 measured"));
  }
}

TEST(AverageRanks, ShareTheMeanAmongTies) {
  EXPECT_EQ(average_ranks({10, 30, 20}), (Values{1, 3, 2}));
  EXPECT_EQ(average_ranks({5, 1, 5, 5, 9}), (Values{3, 1, 3, 3, 5}));
  EXPECT_TRUE(average_ranks({}).empty());
}

// Without ties 1 - 6 sum d^2 / (n (n^2 - 1)): d = 0 1 -1 -1 1.
TEST(Spearman, FollowsTheFormulaForDistinctRanks) {
  EXPECT_NEAR(spearman({1, 3, 4, 2, 5}, {10, 20, 50, 30, 40}), 1 - 6.0 * 4 / (5 * 24), 1e-12);
}

// Ranks 1.5 1.5 3 and 1 2 3: deviations -0.5 -0.5 1 and -1 0 1.
TEST(Spearman, UsesAverageRanksForTies) {
  EXPECT_NEAR(spearman({1, 1, 2}, {1, 2, 3}), 1.5 / std::sqrt(1.5 * 2), 1e-12);
}

TEST(Spearman, DoesNotChangeUnderAnyRisingFunction) {
  const Values a = random_values(5, 40);
  const Values b = random_values(6, 40);
  Values bent = a;
  for (double& value : bent) value = std::exp(2 * value);
  EXPECT_DOUBLE_EQ(spearman(bent, b), spearman(a, b));
}

TEST(RSquared, IsOneForTheTruthAndZeroForTheMean) {
  EXPECT_DOUBLE_EQ(r_squared({1, 2, 3}, {1, 2, 3}), 1);
  EXPECT_DOUBLE_EQ(r_squared({2, 2, 2}, {1, 2, 3}), 0);
}

TEST(RSquared, IsNegativeForWorseThanTheMean) {
  EXPECT_DOUBLE_EQ(r_squared({3, 2, 1}, {1, 2, 3}), -3);
  EXPECT_TRUE(std::isnan(r_squared({1, 2}, {3, 3})));
}

TEST(AverageRanks, RefuseNan) {
  EXPECT_THROW(average_ranks({1, std::nan(""), 2}), Error);
  EXPECT_EQ(average_ranks({3, 1, 1}), (std::vector<double>{3, 1.5, 1.5}));
}

TEST(MeanSquaredError, AveragesTheSquares) {
  EXPECT_DOUBLE_EQ(mean_squared_error({1, 2, 3}, {1, 4, 0}), 13.0 / 3);
  EXPECT_TRUE(std::isnan(mean_squared_error({}, {})));
}

}  // namespace
}  // namespace siskin::score
