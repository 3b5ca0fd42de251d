#include "siskin/blackbox/occlusion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "siskin/util/error.hpp"
#include "unit/blackbox/games.hpp"

namespace siskin {
namespace {

using test::FunctionScorer;
using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;
using testing::Pointwise;

std::vector<double> occlude(const FunctionScorer::Function& function, const std::string& sequence,
                            const blackbox::WindowOptions& windows, std::size_t batch = 256) {
  FunctionScorer scorer(function, batch);
  const auto game = test::game_of(sequence);
  return blackbox::occlusion(scorer, game.onehot_cl, game.mask, windows).values;
}

TEST(Occlusion, GivesTheValuesOfTheTestModel) {
  EXPECT_THAT(occlude(test::score_t1, "ACGTA", {1, 1}),
              ElementsAre(0.4375, 0.4375, -0.203125, -0.203125, 0));
  // Windows of two: 0.75, 0.203125, -0.390625, -0.21875.
  EXPECT_THAT(occlude(test::score_t1, "ACGTA", {2, 1}),
              ElementsAre(0.75, 0.4765625, -0.09375, -0.3046875, -0.21875));
  EXPECT_THAT(occlude(test::score_t1, "ACGTA", {2, 2}),
              ElementsAre(0.75, 0.75, -0.390625, -0.3046875, -0.21875));
}

std::vector<double> occlude_numbers(const FunctionScorer::Function& function,
                                    const std::vector<float>& numbers) {
  FunctionScorer scorer(function);
  const auto game = test::game_of_numbers(numbers);
  return blackbox::occlusion(scorer, game.onehot_cl, game.mask, {1, 1}).values;
}

// What saturates has no effect alone, and a product all of it at each factor.
TEST(Occlusion, TakesOnePositionAwayAtATime) {
  const auto saturated = [](const float* m, std::size_t) {
    return 1 - std::max(0.0, 1 - static_cast<double>(m[0]) - static_cast<double>(m[1]));
  };
  EXPECT_THAT(occlude_numbers(saturated, {1, 1}), ElementsAre(0, 0));
  const auto product = [](const float* m, std::size_t) {
    return static_cast<double>(m[0]) * static_cast<double>(m[1]) + 2 * static_cast<double>(m[2]);
  };
  EXPECT_THAT(occlude_numbers(product, {1, 1, 1}), ElementsAre(1, 1, 2));
}

TEST(Occlusion, NeedsOneEvaluationAWindow) {
  FunctionScorer scorer(test::score_t1);
  const auto game = test::game_of("ACGTA");
  const auto result = blackbox::occlusion(scorer, game.onehot_cl, game.mask, {2, 1});
  EXPECT_EQ(result.score, 0.5625);
  EXPECT_EQ(scorer.evaluations, 5U);
}

TEST(Occlusion, IsTheContributionOfALinearModel) {
  util::Random random(31);
  const auto linear = test::random_network(9, 0, random);
  const auto sequence = test::random_bases(9, random);
  EXPECT_THAT(occlude(linear, sequence, {1, 1}),
              Pointwise(DoubleNear(1e-9), test::linear_effects(linear, test::game_of(sequence))));
}

TEST(Occlusion, LeavesNAlone) {
  FunctionScorer scorer(test::best_match("TG"));
  const auto onehot = test::encode("TGNN");
  const auto mask = blackbox::constant_mask(4, test::kQuarter);
  EXPECT_THAT(blackbox::occlusion(scorer, onehot, mask, {2, 2}).values,
              ElementsAre(1.5, 1.5, 0, 0));
}

TEST(Occlusion, TurnsRoundWithTheStrand) {
  util::Random random(32);
  const auto network = test::random_network(8, 5, random);
  const auto sequence = test::random_bases(8, random);
  const auto mask = blackbox::constant_mask(8, test::kQuarter);
  FunctionScorer forward(network);
  FunctionScorer backward(test::on_other_strand(network));
  const auto onehot = test::encode(sequence);
  const auto reversed = test::other_strand(onehot.data(), 8);
  auto values = blackbox::occlusion(backward, reversed, mask, {3, 1}).values;
  std::reverse(values.begin(), values.end());
  EXPECT_THAT(values, Pointwise(DoubleNear(1e-9),
                                blackbox::occlusion(forward, onehot, mask, {3, 1}).values));
}

TEST(Occlusion, AddsUpOverModelsAndDoesNotDependOnBatches) {
  util::Random random(33);
  const auto first = test::random_network(7, 4, random);
  const auto second = test::random_network(7, 4, random);
  const auto sequence = test::random_bases(7, random);
  auto sum = occlude(first, sequence, {3, 2});
  const auto other = occlude(second, sequence, {3, 2}, 2);
  for (std::size_t i = 0; i < 7; ++i) sum[i] += other[i];
  const auto both = [&](const float* map_cl, std::size_t length) {
    return first(map_cl, length) + second(map_cl, length);
  };
  EXPECT_THAT(occlude(both, sequence, {3, 2}), Pointwise(DoubleNear(1e-9), sum));
}

TEST(Occlusion, RefusesSequencesShorterThanAWindow) {
  EXPECT_THROW(occlude(test::score_t1, "ACGTA", {6, 1}), Error);
}

// Windows of two have two orders, so the mean over shuffles is a share of the effect of swapping.
TEST(ShuffleOcclusion, PutsTheBasesOfAWindowInRandomOrder) {
  FunctionScorer scorer(test::best_match("TGAC"));
  const auto onehot = test::encode("TGAC");
  const auto result = blackbox::shuffle_occlusion(scorer, onehot, {2, 2}, {4000, 5, 3});
  EXPECT_EQ(result.score, 4);
  EXPECT_THAT(result.values, Each(DoubleNear(1, 0.1)));  // half of the shuffles lose 2
  EXPECT_EQ(result.values[0], result.values[1]);
}

TEST(ShuffleOcclusion, KeepsCompositionAndN) {
  const auto count_g = [](const float* map_cl, std::size_t length) {
    double sum = 0;
    for (std::size_t i = 0; i < length; ++i) sum += static_cast<double>(map_cl[2 * length + i]);
    return sum + static_cast<double>(map_cl[1] + map_cl[length + 1]) +
           static_cast<double>(map_cl[2 * length + 1] + map_cl[3 * length + 1]);  // is 1 a base?
  };
  FunctionScorer scorer(count_g);
  const auto result =
      blackbox::shuffle_occlusion(scorer, test::encode("GNACGGT"), {4, 1}, {20, 1, 0});
  EXPECT_THAT(result.values, Each(0));
}

TEST(ShuffleOcclusion, HasAStreamForEachSequence) {
  util::Random random(34);
  const auto network = test::random_network(8, 5, random);
  const auto onehot = test::encode("ACGTTGCA");
  const auto values = [&](std::uint64_t seed, std::uint64_t number, std::size_t batch) {
    FunctionScorer scorer(network, batch);
    return blackbox::shuffle_occlusion(scorer, onehot, {4, 2}, {3, seed, number}).values;
  };
  EXPECT_EQ(values(1, 0, 256), values(1, 0, 5));
  EXPECT_NE(values(1, 0, 256), values(1, 1, 256));
  EXPECT_NE(values(1, 0, 256), values(2, 0, 256));
}

TEST(FeatureOcclusion, MasksEachGroupOnItsOwn) {
  FunctionScorer scorer(test::best_match("TGAC"));
  auto game = test::game_of("TGAC");
  game.features = {{0, 3}, {1}};
  EXPECT_THAT(blackbox::feature_occlusion(scorer, game).values, ElementsAre(1.5, 0.75));
}

}  // namespace
}  // namespace siskin
