#include "siskin/blackbox/mutagenesis.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "siskin/seq/alphabet.hpp"
#include "unit/blackbox/games.hpp"

namespace siskin {
namespace {

using test::FunctionScorer;

TEST(Mutagenesis, GivesTheDifferencesOfTheTestModel) {
  FunctionScorer scorer(test::score_t1);
  const auto result = blackbox::mutagenesis(scorer, test::encode("ACGTA").data(), 5);
  EXPECT_DOUBLE_EQ(result.score, 0.5625);
  const std::vector<float> expected{0,        -0.375F,  0.4375F, 0.1875F, 0,       //
                                    -0.75F,   0,        0.1875F, 0.4375F, 0.375F,  //
                                    -0.6875F, -0.5F,    0,       0.0625F, 0,       //
                                    -0.375F,  -0.6875F, 0.125F,  0,       -0.0625F};
  EXPECT_EQ(result.delta_cl, expected);
  EXPECT_EQ(scorer.evaluations, 16U);
}

TEST(Mutagenesis, IsTheDifferenceOfWeightsForALinearModel) {
  util::Random random(1);
  const std::size_t length = 9;
  const auto linear = test::random_network(length, 0, random);
  const auto sequence = test::random_bases(length, random);
  FunctionScorer scorer(linear);
  const auto result = blackbox::mutagenesis(scorer, test::encode(sequence).data(), length);
  for (std::size_t cell = 0; cell < 4 * length; ++cell) {
    std::vector<float> unit(4 * length, 0.0F);
    unit[cell] = 1;
    std::vector<float> observed(4 * length, 0.0F);
    observed[seq::code(sequence[cell % length]) * length + cell % length] = 1;
    EXPECT_NEAR(result.delta_cl[cell],
                linear(unit.data(), length) - linear(observed.data(), length), 1e-6);
  }
}

TEST(Mutagenesis, LeavesNAlone) {
  for (const auto ambiguous : {seq::Ambiguous::kZero, seq::Ambiguous::kUniform}) {
    FunctionScorer scorer(test::score_t1);
    const auto result = blackbox::mutagenesis(scorer, test::encode("ANGTN", ambiguous).data(), 5);
    EXPECT_EQ(scorer.evaluations, 3U * 3 + 1);
    for (std::size_t channel = 0; channel < 4; ++channel) {
      EXPECT_EQ(result.delta_cl[channel * 5 + 1], 0);
      EXPECT_EQ(result.delta_cl[channel * 5 + 4], 0);
    }
  }
}

TEST(Mutagenesis, TurnsRoundWithTheStrand) {
  util::Random random(3);
  const auto network = test::random_network(7, 5, random);
  const auto onehot = test::encode(test::random_bases(7, random));
  FunctionScorer forward(network);
  FunctionScorer backward(test::on_other_strand(network));
  auto delta = blackbox::mutagenesis(backward, test::other_strand(onehot.data(), 7).data(), 7);
  std::reverse(delta.delta_cl.begin(), delta.delta_cl.end());
  EXPECT_EQ(delta.delta_cl, blackbox::mutagenesis(forward, onehot.data(), 7).delta_cl);
}

TEST(Mutagenesis, GivesNothingToAPositionThatIsNotSeen) {
  util::Random random(4);
  const auto network = test::random_network(7, 5, random);
  FunctionScorer blind([&network](const float* map_cl, std::size_t length) {
    std::vector<float> seen(map_cl, map_cl + 4 * length);
    for (std::size_t channel = 0; channel < 4; ++channel) seen[channel * length + 3] = 0;
    return network(seen.data(), length);
  });
  const auto result = blackbox::mutagenesis(blind, test::encode("GATTACA").data(), 7);
  for (std::size_t channel = 0; channel < 4; ++channel) {
    EXPECT_EQ(result.delta_cl[channel * 7 + 3], 0);
  }
}

TEST(Mutagenesis, AddsUpOverModels) {
  util::Random random(2);
  const auto first = test::random_network(6, 5, random);
  const auto second = test::random_network(6, 5, random);
  const auto onehot = test::encode("GATTAC");
  FunctionScorer scorer_first(first);
  FunctionScorer scorer_second(second);
  FunctionScorer scorer_sum([&](const float* map, std::size_t length) {
    return first(map, length) + second(map, length);
  });
  const auto a = blackbox::mutagenesis(scorer_first, onehot.data(), 6);
  const auto b = blackbox::mutagenesis(scorer_second, onehot.data(), 6);
  const auto sum = blackbox::mutagenesis(scorer_sum, onehot.data(), 6);
  for (std::size_t i = 0; i < 24; ++i) {
    EXPECT_NEAR(sum.delta_cl[i], a.delta_cl[i] + b.delta_cl[i], 1e-5);
  }
}

}  // namespace
}  // namespace siskin
