#include "siskin/blackbox/subset_selectors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using blackbox::SisStatus;
using test::FunctionScorer;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsEmpty;

const blackbox::Mask kQuarters5 = blackbox::constant_mask(5, {0.25F, 0.25F, 0.25F, 0.25F});

blackbox::MaskableSequence t1_sequence() {
  return blackbox::every_base(test::encode("ACGTA"), kQuarters5);
}

TEST(Descending, KeepsTheOrderOfEqualValues) {
  EXPECT_THAT(blackbox::descending({1, 3, 2, 3}), ElementsAre(1, 3, 2, 0));
  EXPECT_THAT(blackbox::top({4, 2, 1}, 2), ElementsAre(4, 2));
  EXPECT_THAT(blackbox::top({4, 2, 1}, 9), ElementsAre(4, 2, 1));
}

TEST(MaskingDrops, AreTheOcclusionOfTheTestModel) {
  FunctionScorer scorer(test::score_t1);
  EXPECT_THAT(blackbox::masking_drops(scorer, t1_sequence(), 0.5625),
              ElementsAre(0.4375, 0.4375, -0.203125, -0.203125, 0));
  EXPECT_EQ(scorer.evaluations, 5U);
}

TEST(SufficientTop, IsTheShortestThatReachesTheThreshold) {
  // Scores of T1 with 0, 0-1, 0-2, ... visible and 0.25 elsewhere.
  for (const std::size_t batch_size : {1U, 2U, 64U}) {
    FunctionScorer scorer(test::score_t1, batch_size);
    const auto sequence = t1_sequence();
    EXPECT_THAT(blackbox::sufficient_top(scorer, sequence, {0, 1, 2, 3, 4}, 0.5), ElementsAre(0));
    EXPECT_THAT(blackbox::sufficient_top(scorer, sequence, {2, 3, 0, 1, 4}, 0.5),
                ElementsAre(2, 3, 0, 1));
    EXPECT_THAT(blackbox::sufficient_top(scorer, sequence, {2, 3, 0, 1, 4}, 9),
                ElementsAre(2, 3, 0, 1, 4));
  }
}

TEST(TopWithSum, AddsUpSignedValues) {
  const std::vector<double> values{0.5, -0.4, 0.3, 0.1};
  EXPECT_THAT(blackbox::top_with_sum({0, 1, 2, 3}, values, 0.4), ElementsAre(0));
  EXPECT_THAT(blackbox::top_with_sum({1, 0, 2, 3}, values, 0.35), ElementsAre(1, 0, 2));
  EXPECT_THAT(blackbox::top_with_sum({0, 1, 2, 3}, values, 2), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(blackbox::top_with_sum({1, 0}, values, -1), ElementsAre(1));
}

TEST(ChosenSubset, TellsTheScoresOfWhatWasChosen) {
  FunctionScorer scorer(test::score_t1);
  blackbox::SisOptions options;
  options.threshold = 0.5;
  const auto result = blackbox::chosen_subset(
      scorer, t1_sequence(), options,
      [](blackbox::Scorer& goal, double score, double threshold) -> std::vector<std::size_t> {
        EXPECT_EQ(score, 0.5625);
        EXPECT_EQ(threshold, 0.5);
        EXPECT_EQ(goal.score(test::encode("ACGTA").data(), 1, 5).front(), 0.5625);
        return {0};
      });
  EXPECT_EQ(result.status, SisStatus::kOk);
  ASSERT_EQ(result.subsets.size(), 1U);
  EXPECT_THAT(result.subsets[0].positions, ElementsAre(0));
  EXPECT_EQ(result.subsets[0].score, 0.5625);
  EXPECT_EQ(result.subsets[0].rest_score, 0.125);
  EXPECT_EQ(result.masked_score, 0.25);
}

TEST(ChosenSubset, TurnsTheGoalOfAMinimisingDecision) {
  FunctionScorer scorer(test::score_t1);
  blackbox::SisOptions options;
  options.threshold = -0.5;
  options.decision = blackbox::Decision::kMinimise;
  const auto sequence = blackbox::every_base(test::encode("GTGGT"), kQuarters5);
  const auto result = blackbox::chosen_subset(
      scorer, sequence, options,
      [](blackbox::Scorer&, double score, double threshold) -> std::vector<std::size_t> {
        EXPECT_EQ(score, 0.75);
        EXPECT_EQ(threshold, 0.5);
        return {0, 1, 2, 3, 4};
      });
  EXPECT_EQ(result.score, -0.75);
  EXPECT_EQ(result.subsets.at(0).score, -0.75);
  EXPECT_EQ(result.subsets.at(0).rest_score, 0.25);
}

TEST(ChosenSubset, ChoosesNothingWhereThereIsNothingToExplain) {
  const auto never = [](blackbox::Scorer&, double, double) -> std::vector<std::size_t> {
    ADD_FAILURE();
    return {};
  };
  FunctionScorer scorer(test::score_t1);
  blackbox::SisOptions options;
  options.threshold = 0.6;
  EXPECT_EQ(blackbox::chosen_subset(scorer, t1_sequence(), options, never).status,
            SisStatus::kBelowThreshold);
  options.threshold = 0.25;
  EXPECT_EQ(blackbox::chosen_subset(scorer, t1_sequence(), options, never).status,
            SisStatus::kMaskedAboveThreshold);
}

TEST(Perturbation, IsTheMedianInsideAndOutside) {
  const auto both = blackbox::perturbation({5, 1, 4, 2, 3}, {0, 2});
  EXPECT_THAT(both.inside.value(), DoubleEq(4.5));
  EXPECT_THAT(both.outside.value(), DoubleEq(2));
  EXPECT_FALSE(blackbox::perturbation({1, 2}, {0, 1}).outside.has_value());
}

}  // namespace
}  // namespace siskin
