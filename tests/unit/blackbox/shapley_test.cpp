#include "siskin/blackbox/shapley.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "siskin/util/error.hpp"
#include "unit/blackbox/games.hpp"

namespace siskin {
namespace {

using blackbox::exact_shapley;
using blackbox::PermutationOptions;
using blackbox::sampled_shapley;
using test::FunctionScorer;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

double first_channel(const float* map_cl, std::size_t i) { return static_cast<double>(map_cl[i]); }

std::vector<double> shapley_of(const FunctionScorer::Function& function,
                               const blackbox::Game& game) {
  FunctionScorer scorer(function);
  return exact_shapley(scorer, game).values;
}

TEST(ExactShapley, GivesTheValuesOfTheTestModel) {
  FunctionScorer scorer(test::score_t1, 7);
  const auto result = exact_shapley(scorer, test::game_of("ACGTA"));
  EXPECT_EQ(result.score, 0.5625);
  EXPECT_EQ(result.masked_score, 0.25);
  EXPECT_THAT(result.values,
              Pointwise(DoubleNear(1e-12), {0.375, 0.359375, -0.2109375, -0.203125, -0.0078125}));
  EXPECT_EQ(scorer.evaluations, 32U);
}

TEST(ExactShapley, SharesWhatSmallFunctionsDo) {
  const auto saturated = [](const float* m, std::size_t) {
    return 1 - std::max(0.0, 1 - first_channel(m, 0) - first_channel(m, 1));
  };
  EXPECT_THAT(shapley_of(saturated, test::game_of_numbers({1, 1})), ElementsAre(0.5, 0.5));
  const auto smaller = [](const float* m, std::size_t) {
    return std::min(first_channel(m, 0), first_channel(m, 1));
  };
  EXPECT_THAT(shapley_of(smaller, test::game_of_numbers({10, 6})), ElementsAre(3, 3));
  const auto product = [](const float* m, std::size_t) {
    return first_channel(m, 0) * first_channel(m, 1) + 2 * first_channel(m, 2);
  };
  EXPECT_THAT(shapley_of(product, test::game_of_numbers({1, 1, 1})),
              Pointwise(DoubleNear(1e-12), {0.5, 0.5, 2.0}));
  const auto power = [](const float* m, std::size_t) {
    return first_channel(m, 0) * first_channel(m, 1) * first_channel(m, 1);
  };
  EXPECT_THAT(shapley_of(power, test::game_of_numbers({1, 1})), ElementsAre(0.5, 0.5));
}

TEST(ExactShapley, IsEfficientAndAdditiveAndKnowsDummies) {
  util::Random random(71);
  for (int i = 0; i < 20; ++i) {
    const auto first = test::random_network(7, 5, random);
    const auto second = test::random_network(7, 5, random);
    const auto game = test::game_of(test::random_bases(7, random));
    const auto both = [&](const float* m, std::size_t length) {
      return first(m, length) + second(m, length);
    };
    FunctionScorer scorer(both);
    const auto sum = exact_shapley(scorer, game);
    EXPECT_NEAR(std::accumulate(sum.values.begin(), sum.values.end(), 0.0),
                sum.score - sum.masked_score, 1e-9);
    auto parts = shapley_of(first, game);
    const auto others = shapley_of(second, game);
    for (std::size_t j = 0; j < 7; ++j) parts[j] += others[j];
    EXPECT_THAT(sum.values, Pointwise(DoubleNear(1e-9), parts));
    // Position 3 is never looked at.
    const auto blind = [&](const float* m, std::size_t length) {
      std::vector<float> seen(m, m + 4 * length);
      for (std::size_t channel = 0; channel < 4; ++channel) seen[channel * length + 3] = 0;
      return first(seen.data(), length);
    };
    EXPECT_EQ(shapley_of(blind, game)[3], 0);
  }
}

TEST(ExactShapley, TreatsEqualPositionsAlike) {
  const auto symmetric = [](const float* m, std::size_t length) {
    return std::max(0.0, first_channel(m, 0) + first_channel(m, 1) -
                             0.5 * first_channel(m, length + 2)) *
           first_channel(m, 3);
  };
  const auto values = shapley_of(symmetric, test::game_of("AACA"));
  EXPECT_NEAR(values[0], values[1], 1e-12);
  EXPECT_GT(values[0], 0.1);
}

TEST(ExactShapley, TurnsRoundWithTheStrand) {
  util::Random random(72);
  const auto network = test::random_network(6, 5, random);
  const auto game = test::game_of(test::random_bases(6, random));
  auto reversed = game;
  reversed.onehot_cl = test::other_strand(game.onehot_cl.data(), 6);
  auto values = shapley_of(test::on_other_strand(network), reversed);
  std::reverse(values.begin(), values.end());
  EXPECT_THAT(values, Pointwise(DoubleNear(1e-9), shapley_of(network, game)));
}

TEST(ExactShapley, TakesGroupsAndRefusesTooManyFeatures) {
  util::Random random(73);
  const auto linear = test::random_network(20, 0, random);
  auto game = test::game_of(test::random_bases(20, random));
  const auto single = test::linear_effects(linear, game);
  FunctionScorer scorer(linear);
  EXPECT_THROW(exact_shapley(scorer, game), Error);
  game.features = {{0, 5, 19}, {7}};
  EXPECT_THAT(exact_shapley(scorer, game).values,
              ElementsAre(DoubleNear(single[0] + single[5] + single[19], 1e-9),
                          DoubleNear(single[7], 1e-9)));
  game.features.clear();
  const auto nothing = exact_shapley(scorer, game);
  EXPECT_EQ(nothing.score, nothing.masked_score);
}

TEST(SampledShapley, SumsExactlyForAnyNumberOfPermutations) {
  util::Random random(74);
  const auto network = test::random_network(12, 6, random);
  const auto game = test::game_of(test::random_bases(12, random));
  for (const std::size_t permutations : {1U, 2U, 5U}) {
    FunctionScorer scorer(network);
    const auto result = sampled_shapley(scorer, game, {permutations, 1, 0});
    EXPECT_NEAR(std::accumulate(result.values.begin(), result.values.end(), 0.0),
                result.score - result.masked_score, 1e-9);
    EXPECT_EQ(scorer.evaluations, 2 + permutations * 11);
  }
}

// An order and its reverse give each of two that interact half of what they do together.
TEST(SampledShapley, IsExactForPairsOfInteractions) {
  util::Random random(75);
  const auto quadratic = test::random_quadratic(8, random);
  const auto game = test::game_of(test::random_bases(8, random));
  FunctionScorer scorer(quadratic);
  EXPECT_THAT(sampled_shapley(scorer, game, {2, 3, 4}).values,
              Pointwise(DoubleNear(1e-9), shapley_of(quadratic, game)));
}

TEST(SampledShapley, ComesNearTheExactValues) {
  FunctionScorer scorer(test::score_t1);
  const auto game = test::game_of("ACGTA");
  EXPECT_THAT(sampled_shapley(scorer, game, {4000, 1, 0}).values,
              Pointwise(DoubleNear(0.005), shapley_of(test::score_t1, game)));
}

TEST(SampledShapley, HasAStreamForEachSequenceAndIgnoresBatches) {
  util::Random random(76);
  const auto network = test::random_network(9, 6, random);
  const auto game = test::game_of(test::random_bases(9, random));
  const auto run = [&](std::uint64_t seed, std::uint64_t number, std::size_t batch) {
    FunctionScorer scorer(network, batch);
    return sampled_shapley(scorer, game, {4, seed, number}).values;
  };
  EXPECT_EQ(run(1, 0, 256), run(1, 0, 3));
  EXPECT_NE(run(1, 0, 256), run(1, 1, 256));
  EXPECT_NE(run(1, 0, 256), run(2, 0, 256));
}

TEST(SampledShapley, TakesOneFeatureOrNone) {
  FunctionScorer scorer(test::best_match("T"));
  EXPECT_THAT(sampled_shapley(scorer, test::game_of("T"), {}).values, ElementsAre(0.75));
  EXPECT_TRUE(sampled_shapley(scorer, test::game_of("N"), {}).values.empty());
}

}  // namespace
}  // namespace siskin
