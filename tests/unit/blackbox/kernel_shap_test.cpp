#include "siskin/blackbox/kernel_shap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "siskin/blackbox/shapley.hpp"
#include "siskin/util/error.hpp"
#include "unit/blackbox/games.hpp"

namespace siskin {
namespace {

using blackbox::Coalition;
using blackbox::kernel_coalitions;
using blackbox::kernel_shap;
using test::FunctionScorer;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

std::size_t size_of_coalition(const Coalition& coalition) {
  return std::accumulate(coalition.begin(), coalition.end(), std::size_t{0});
}

std::vector<double> weight_by_size(const std::vector<blackbox::WeightedCoalition>& sample) {
  std::vector<double> sums(sample.front().coalition.size() + 1, 0.0);
  for (const auto& weighted : sample)
    sums[size_of_coalition(weighted.coalition)] += weighted.weight;
  return sums;
}

// (M - 1) / (C(M, k) k (M - k)) is 0.25, 0.125, 0.25 for four, 0.2, 1/15, 1/15, 0.2 for five.
TEST(KernelCoalitions, EnumerateAllWhereSamplesSuffice) {
  const auto four = kernel_coalitions(4, {});
  EXPECT_EQ(four.size(), 14U);
  for (const auto& weighted : four) {
    const double kernel = size_of_coalition(weighted.coalition) == 2 ? 0.125 : 0.25;
    EXPECT_NEAR(weighted.weight, kernel / 2.75, 1e-12);  // 8 of 1/4, 6 of 1/8
  }
  // As often as Captum draws each size.
  EXPECT_THAT(weight_by_size(four),
              Pointwise(DoubleNear(1e-6), {0.0, 0.363636, 0.272727, 0.363636, 0.0}));
  const auto five = kernel_coalitions(5, {});
  std::set<Coalition> different;
  for (const auto& weighted : five) {
    different.insert(weighted.coalition);
    const auto size = size_of_coalition(weighted.coalition);
    const double kernel = size == 1 || size == 4 ? 0.2 : 1.0 / 15;
    EXPECT_NEAR(weighted.weight, kernel / (10 * 0.2 + 20.0 / 15), 1e-12);
  }
  EXPECT_EQ(different.size(), 30U);
}

TEST(KernelCoalitions, EnumerateTheOuterSizesAndPairTheRest) {
  const std::size_t features = 20;
  const auto sample = kernel_coalitions(features, {});  // 2 * 20 + 2048
  EXPECT_LE(sample.size(), 2088U);
  EXPECT_GE(sample.size(), 2086U);
  std::map<Coalition, double> weights;
  for (const auto& weighted : sample) {
    EXPECT_TRUE(weights.emplace(weighted.coalition, weighted.weight).second);
  }
  for (const auto& [coalition, weight] : weights) {
    auto other = coalition;
    for (auto& visible : other) visible = visible == 0 ? 1 : 0;
    ASSERT_EQ(weights.count(other), 1U);
    EXPECT_EQ(weights.at(other), weight);
  }
  // Sizes 1 and 2 whole, with the weight of the kernel, and the others near theirs.
  const auto sums = weight_by_size(sample);
  double total = 0;
  for (std::size_t k = 1; k < features; ++k) total += 1.0 / static_cast<double>(k * (features - k));
  for (std::size_t k = 1; k < features; ++k) {
    const double expected = 1.0 / static_cast<double>(k * (features - k)) / total;
    EXPECT_NEAR(sums[k], expected, k <= 2 || k >= 18 ? 1e-12 : 0.2 * expected) << k;
  }
  EXPECT_NEAR(std::accumulate(sums.begin(), sums.end(), 0.0), 1, 1e-12);
}

TEST(KernelCoalitions, NeedTwoSamplesAFeature) {
  EXPECT_THROW(kernel_coalitions(20, {39, 1, 0}), Error);
  EXPECT_EQ(kernel_coalitions(20, {40, 1, 0}).size(), 40U);
  EXPECT_EQ(kernel_coalitions(2, {2, 1, 0}).size(), 2U);
  EXPECT_TRUE(kernel_coalitions(1, {}).empty());
  EXPECT_TRUE(kernel_coalitions(0, {}).empty());
}

TEST(KernelShap, EqualsTheShapleyValuesWhenAllIsEnumerated) {
  FunctionScorer scorer(test::score_t1);
  const auto result = kernel_shap(scorer, test::game_of("ACGTA"), {});
  EXPECT_EQ(scorer.evaluations, 32U);
  EXPECT_THAT(result.values,
              Pointwise(DoubleNear(1e-12), {0.375, 0.359375, -0.2109375, -0.203125, -0.0078125}));
  util::Random random(81);
  for (int i = 0; i < 20; ++i) {
    FunctionScorer network(test::random_network(6, 5, random));
    const auto game = test::game_of(test::random_bases(6, random));
    EXPECT_THAT(kernel_shap(network, game, {}).values,
                Pointwise(DoubleNear(1e-9), blackbox::exact_shapley(network, game).values));
  }
}

TEST(KernelShap, SumsExactlyWhenSampled) {
  util::Random random(82);
  FunctionScorer scorer(test::random_network(30, 8, random), 64);
  const auto game = test::game_of(test::random_bases(30, random));
  const auto result = kernel_shap(scorer, game, {200, 1, 0});
  EXPECT_NEAR(std::accumulate(result.values.begin(), result.values.end(), 0.0),
              result.score - result.masked_score, 1e-9);
  EXPECT_LE(scorer.evaluations, 202U);
  EXPECT_EQ(scorer.largest_batch, 64U);
}

// Coalitions in pairs leave no error where no more than two features interact (Mayer & Wuthrich
// 2025, "Shapley values: paired-sampling approximations").
TEST(KernelShap, IsExactForPairsOfInteractions) {
  util::Random random(83);
  const auto quadratic = test::random_quadratic(14, random);
  const auto game = test::game_of(test::random_bases(14, random));
  FunctionScorer scorer(quadratic);
  EXPECT_THAT(kernel_shap(scorer, game, {300, 1, 0}).values,
              Pointwise(DoubleNear(1e-7), blackbox::exact_shapley(scorer, game).values));
}

TEST(KernelShap, ComesNearTheExactValues) {
  util::Random random(84);
  FunctionScorer scorer(test::random_network(14, 6, random));
  const auto game = test::game_of(test::random_bases(14, random));
  const auto exact = blackbox::exact_shapley(scorer, game).values;
  EXPECT_THAT(kernel_shap(scorer, game, {4000, 1, 0}).values, Pointwise(DoubleNear(0.1), exact));
}

TEST(KernelShap, HasAStreamForEachSequenceAndIgnoresBatches) {
  util::Random random(85);
  const auto network = test::random_network(12, 6, random);
  const auto game = test::game_of(test::random_bases(12, random));
  const auto run = [&](std::uint64_t seed, std::uint64_t number, std::size_t batch) {
    FunctionScorer scorer(network, batch);
    return kernel_shap(scorer, game, {100, seed, number}).values;
  };
  EXPECT_EQ(run(1, 0, 256), run(1, 0, 7));
  EXPECT_NE(run(1, 0, 256), run(1, 1, 256));
  EXPECT_NE(run(1, 0, 256), run(2, 0, 256));
}

TEST(KernelShap, TakesOneFeatureOrNone) {
  FunctionScorer scorer(test::best_match("T"));
  EXPECT_THAT(kernel_shap(scorer, test::game_of("T"), {}).values, ElementsAre(0.75));
  EXPECT_TRUE(kernel_shap(scorer, test::game_of("N"), {}).values.empty());
}

}  // namespace
}  // namespace siskin
