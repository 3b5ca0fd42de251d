#include "siskin/util/random.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace siskin::util {
namespace {

// From a second implementation of SplitMix64 and xoshiro256++, in Python integers.
TEST(Random, IsXoshiroSeededBySplitMix) {
  Random zero(0);
  EXPECT_EQ(zero.next(), 0x53175d61490b23dfU);
  EXPECT_EQ(zero.next(), 0x61da6f3dc380d507U);
  EXPECT_EQ(zero.next(), 0x5c0fdf91ec9a7bfcU);
  Random other(42);
  EXPECT_EQ(other.next(), 0xd0764d4f4476689fU);
  EXPECT_EQ(other.next(), 0x519e4174576f3791U);
}

TEST(Random, GivesEverySeedAndItemItsOwnStream) {
  std::set<std::uint64_t> firsts;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (std::uint64_t index = 0; index < 50; ++index) firsts.insert(Random(seed, index).next());
  }
  EXPECT_EQ(firsts.size(), 2500U);
  EXPECT_EQ(Random(3, 4).next(), Random(3, 4).next());
}

TEST(RandomUniform, StaysInItsRangeWithTheRightMoments) {
  Random random(1);
  double sum = 0;
  double squares = 0;
  constexpr int kDraws = 200000;
  for (int i = 0; i < kDraws; ++i) {
    const double u = random.uniform();
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
    squares += u * u;
  }
  // Five standard errors: variance 1/12 of u, 4/45 of u^2.
  EXPECT_NEAR(sum / kDraws, 0.5, 5 * std::sqrt(1.0 / 12 / kDraws));
  EXPECT_NEAR(squares / kDraws, 1.0 / 3, 5 * std::sqrt(4.0 / 45 / kDraws));
}

TEST(RandomBelow, DrawsEveryNumberEquallyOften) {
  Random random(2);
  constexpr int kDraws = 70000;
  std::map<std::uint64_t, int> counts;
  for (int i = 0; i < kDraws; ++i) ++counts[random.below(7)];
  ASSERT_EQ(counts.size(), 7U);
  for (const auto& [number, count] : counts) {
    EXPECT_LT(number, 7U);
    EXPECT_NEAR(count, kDraws / 7.0, 5 * std::sqrt(kDraws / 7.0 * 6 / 7));
  }
  EXPECT_EQ(random.below(1), 0U);
}

TEST(RandomNormal, HasMeanZeroAndVarianceOne) {
  Random random(3);
  double sum = 0;
  double squares = 0;
  double fourth = 0;
  constexpr int kDraws = 200000;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
    fourth += x * x * x * x;
  }
  // Variances of x, x^2 and x^4 are 1, 2 and 96.
  EXPECT_NEAR(sum / kDraws, 0, 5 * std::sqrt(1.0 / kDraws));
  EXPECT_NEAR(squares / kDraws, 1, 5 * std::sqrt(2.0 / kDraws));
  EXPECT_NEAR(fourth / kDraws, 3, 5 * std::sqrt(96.0 / kDraws));
}

TEST(RandomChoose, FollowsTheProbabilities) {
  Random random(4);
  const std::vector<double> probabilities = {0.1, 0, 0.6, 0.3, 0};
  std::vector<int> counts(probabilities.size());
  constexpr int kDraws = 100000;
  for (int i = 0; i < kDraws; ++i) ++counts[random.choose(probabilities)];
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double p = probabilities[i];
    EXPECT_NEAR(counts[i], p * kDraws, 5 * std::sqrt(kDraws * p * (1 - p))) << i;
  }
}

TEST(RandomChoose, NeverTakesAnImpossibleOneForRounding) {
  Random random(5);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(random.choose({0, 1e-9, 0}), 1U);
}

TEST(RandomShuffle, GivesEveryOrderEquallyOften) {
  Random random(6);
  std::map<std::vector<int>, int> orders;
  constexpr int kDraws = 60000;
  for (int i = 0; i < kDraws; ++i) {
    std::vector<int> items = {1, 2, 3};
    random.shuffle(items);
    ++orders[items];
  }
  ASSERT_EQ(orders.size(), 6U);
  for (const auto& [order, count] : orders) {
    EXPECT_NEAR(count, kDraws / 6.0, 5 * std::sqrt(kDraws / 6.0 * 5 / 6));
  }
}

}  // namespace
}  // namespace siskin::util
