#include "siskin/blackbox/sis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "siskin/util/error.hpp"
#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using blackbox::SisStatus;
using test::FunctionScorer;
using testing::DoubleEq;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pointwise;

constexpr blackbox::Column kUniform{0.25F, 0.25F, 0.25F, 0.25F};
constexpr blackbox::Column kZero{};

using Positions = std::vector<std::size_t>;

double l2_norm(const float* map_cl, std::size_t length) {
  double sum = 0;
  for (std::size_t i = 0; i < 4 * length; ++i) sum += std::pow(static_cast<double>(map_cl[i]), 2);
  return std::sqrt(sum);
}

double total(const float* map_cl, std::size_t length) {
  double sum = 0;
  for (std::size_t i = 0; i < 4 * length; ++i) sum += static_cast<double>(map_cl[i]);
  return sum;
}

// Values in the first channels, the others zero.
std::vector<float> with_rows(const std::vector<std::vector<float>>& rows) {
  std::vector<float> map_cl(4 * rows[0].size(), 0.0F);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::copy(rows[row].begin(), rows[row].end(), map_cl.data() + row * rows[row].size());
  }
  return map_cl;
}

Positions first_positions(std::size_t count) {
  Positions positions;
  for (std::size_t i = 0; i < count; ++i) positions.push_back(i);
  return positions;
}

std::vector<Positions> positions_of(const blackbox::SisResult& result) {
  std::vector<Positions> all;
  for (const auto& subset : result.subsets) all.push_back(subset.positions);
  return all;
}

blackbox::SisResult run(FunctionScorer& scorer, const std::vector<float>& map_cl,
                        const blackbox::Column& column, double threshold) {
  blackbox::SisOptions options;
  options.threshold = threshold;
  return blackbox::sufficient_subsets(
      scorer, blackbox::every_base(map_cl, blackbox::constant_mask(map_cl.size() / 4, column)),
      options);
}

// The vectors of the published test of the reference implementation (Carter et al.), their flat
// inputs laid into channel A.
TEST(BackSelect, FollowsTheNorm) {
  FunctionScorer scorer(l2_norm);
  const auto map_cl = with_rows({{0.1F, 10}});
  const auto elimination = blackbox::back_select(
      scorer, blackbox::every_base(map_cl, blackbox::constant_mask(2, kZero)), {0, 1});
  EXPECT_EQ(elimination.order, (Positions{0, 1}));
  EXPECT_THAT(elimination.values, ElementsAre(10, 0));
  EXPECT_EQ(positions_of(run(scorer, map_cl, kZero, 1)), (std::vector<Positions>{{1}}));
  EXPECT_EQ(positions_of(run(scorer, map_cl, kZero, 0.1)), (std::vector<Positions>{{1}, {0}}));
}

TEST(BackSelect, FollowsTheSum) {
  FunctionScorer scorer(total);
  const auto map_cl = with_rows({{0.1F, 0.5F, 0.8F, 0.1F}});
  const auto elimination = blackbox::back_select(
      scorer, blackbox::every_base(map_cl, blackbox::constant_mask(4, kZero)), first_positions(4));
  EXPECT_EQ(elimination.order, (Positions{0, 3, 1, 2}));
  EXPECT_THAT(elimination.values, Pointwise(DoubleNear(1e-6), {1.4, 1.3, 0.8, 0.0}));
  EXPECT_EQ(positions_of(run(scorer, map_cl, kZero, 1)), (std::vector<Positions>{{2, 1}}));
}

TEST(BackSelect, MasksWholeColumns) {
  FunctionScorer scorer(total);
  const auto map_cl = with_rows({{0.1F, 0.5F, 0.4F}, {0.2F, 0.6F, 0.3F}});
  const auto sequence = blackbox::every_base(map_cl, blackbox::constant_mask(3, kZero));
  const auto first = blackbox::back_select(scorer, sequence, first_positions(3));
  EXPECT_EQ(first.order, (Positions{0, 2, 1}));
  EXPECT_THAT(first.values, Pointwise(DoubleNear(1e-6), {1.8, 1.1, 0.0}));
  const auto second = blackbox::back_select(scorer, sequence, {0, 2});
  EXPECT_EQ(second.order, (Positions{0, 2}));
  EXPECT_THAT(second.values, Pointwise(DoubleNear(1e-6), {0.7, 0.0}));
  EXPECT_EQ(positions_of(run(scorer, map_cl, kZero, 0.9)), (std::vector<Positions>{{1}, {2, 0}}));
}

TEST(BackSelect, MasksTheLowestPositionFirstOnTies) {
  FunctionScorer scorer(total);
  const auto elimination = blackbox::back_select(
      scorer, blackbox::every_base(test::encode("CCCC"), blackbox::constant_mask(4, kZero)),
      first_positions(4));
  EXPECT_EQ(elimination.order, (Positions{0, 1, 2, 3}));
}

TEST(BackSelect, EvaluatesEachRemainingCandidateOnce) {
  FunctionScorer scorer(total, 4);
  blackbox::back_select(
      scorer, blackbox::every_base(test::encode("ACGTACG"), blackbox::constant_mask(7, kUniform)),
      first_positions(7), {7.0, std::nullopt});
  EXPECT_EQ(scorer.evaluations, 28U);
  EXPECT_EQ(scorer.largest_batch, 4U);
}

TEST(FindSis, ReadsTheOrderFromItsEnd) {
  blackbox::Elimination elimination;
  elimination.initial = 1.1;
  elimination.order = {0, 2, 1, 3};
  elimination.values = {1.0, 0.9, 0.7, 0.6};
  EXPECT_THAT(blackbox::find_sis(elimination, 0.5), IsEmpty());
  EXPECT_THAT(blackbox::find_sis(elimination, 0.6), IsEmpty());
  EXPECT_THAT(blackbox::find_sis(elimination, 0.65), ElementsAre(3));
  EXPECT_THAT(blackbox::find_sis(elimination, 0.7), ElementsAre(3));
  EXPECT_THAT(blackbox::find_sis(elimination, 0.8), ElementsAre(3, 1));
  EXPECT_THAT(blackbox::find_sis(elimination, 0.99), ElementsAre(3, 1, 2));
  EXPECT_THAT(blackbox::find_sis(elimination, 2.0), ElementsAre(3, 1, 2, 0));
}

TEST(FindSis, IsEmptyWhenNothingCanBeMasked) {
  EXPECT_THAT(blackbox::find_sis({}, 0.5), IsEmpty());
}

// The counts of evaluations are those of the algorithm as published, with one for the current
// sequence of each round, less one: the second round knows the score of the masked sequence.
TEST(SufficientSubsets, FindsBothCopiesOfAMotif) {
  FunctionScorer scorer(test::best_match("TGAC"));
  const auto onehot = test::encode("TGACATGAC");
  const auto first = blackbox::back_select(
      scorer, blackbox::every_base(onehot, blackbox::constant_mask(9, kUniform)),
      first_positions(9));
  EXPECT_THAT(first.values, ElementsAre(4, 4, 4, 4, 4, 3.25, 2.5, 1.75, 1));
  scorer.evaluations = 0;
  const auto result = run(scorer, onehot, kUniform, 3.5);
  EXPECT_EQ(positions_of(result), (std::vector<Positions>{{8, 7, 6, 5}, {3, 2, 1, 0}}));
  EXPECT_EQ(result.subsets[0].score, 4);
  EXPECT_EQ(result.subsets[1].score, 4);
  EXPECT_EQ(result.subsets[1].rest_score, 1.75);
  EXPECT_EQ(result.masked_score, 1);
  EXPECT_EQ(scorer.evaluations, 63U - 1);
}

TEST(SufficientSubsets, NeedsFewerBasesForALowerThreshold) {
  FunctionScorer scorer(test::best_match("TGAC"));
  const auto result = run(scorer, test::encode("TGACATGAC"), kUniform, 3.0);
  EXPECT_EQ(positions_of(result), (std::vector<Positions>{{8, 7, 6}, {3, 2, 1}}));
  EXPECT_EQ(result.subsets[0].score, 3.25);
  EXPECT_EQ(result.subsets[1].score, 3.25);
  EXPECT_EQ(scorer.evaluations, 69U - 1);
}

TEST(SufficientSubsets, SkipsABaseThatDoesNotMatch) {
  FunctionScorer scorer(test::best_match("TGAC"));
  const auto result = run(scorer, test::encode("ACTGACAATGTCGG"), kUniform, 3.0);
  EXPECT_EQ(positions_of(result), (std::vector<Positions>{{5, 4, 3}, {11, 9, 8}}));
  EXPECT_EQ(result.subsets[0].score, 3.25);
  EXPECT_EQ(result.subsets[1].score, 3.25);
  EXPECT_EQ(result.subsets[1].rest_score, 1.75);
  EXPECT_EQ(scorer.evaluations, 174U - 1);
}

TEST(SufficientSubsets, ExplainsTheTestModel) {
  FunctionScorer scorer(test::score_t1);
  const auto onehot = test::encode("ACGTA");
  const auto elimination = blackbox::back_select(
      scorer, blackbox::every_base(onehot, blackbox::constant_mask(5, kUniform)),
      first_positions(5));
  EXPECT_EQ(elimination.order, (Positions{2, 3, 4, 1, 0}));
  EXPECT_THAT(elimination.values, ElementsAre(0.765625, 0.953125, 0.96875, 0.5625, 0.25));
  scorer.evaluations = 0;
  const auto result = run(scorer, onehot, kUniform, 0.5);
  EXPECT_EQ(result.status, SisStatus::kOk);
  EXPECT_EQ(positions_of(result), (std::vector<Positions>{{0}}));
  EXPECT_EQ(result.score, 0.5625);
  EXPECT_EQ(result.subsets[0].score, 0.5625);
  EXPECT_EQ(result.subsets[0].rest_score, 0.125);
  EXPECT_EQ(scorer.evaluations, 17U);
}

TEST(SufficientSubsets, SaysWhenTheDecisionIsNotMade) {
  FunctionScorer scorer(test::score_t1);
  const auto result = run(scorer, test::encode("ACGTA"), kUniform, 0.6);
  EXPECT_EQ(result.status, SisStatus::kBelowThreshold);
  EXPECT_THAT(result.subsets, IsEmpty());
  EXPECT_FALSE(result.masked_score.has_value());
  EXPECT_EQ(scorer.evaluations, 1U);
}

TEST(SufficientSubsets, SaysWhenTheMaskedSequenceIsEnough) {
  FunctionScorer scorer(test::score_t1);
  const auto result = run(scorer, test::encode("ACGTA"), kUniform, 0.25);
  EXPECT_EQ(result.status, SisStatus::kMaskedAboveThreshold);
  EXPECT_THAT(result.subsets, IsEmpty());
  EXPECT_EQ(result.masked_score, 0.25);
  EXPECT_EQ(scorer.evaluations, 2U);
}

TEST(SufficientSubsets, NeverPicksN) {
  FunctionScorer scorer(test::best_match("TGAC"));
  const auto result =
      run(scorer, test::encode("TNACNNNN", seq::Ambiguous::kUniform), kUniform, 3.0);
  EXPECT_EQ(positions_of(result), (std::vector<Positions>{{3, 2, 0}}));
  const auto only_n = run(scorer, test::encode("NNNNN"), kUniform, -1);
  EXPECT_EQ(only_n.status, SisStatus::kMaskedAboveThreshold);
  EXPECT_EQ(only_n.masked_score, 0);
}

TEST(SufficientSubsets, StopsAfterTheLargestNumberOfSubsets) {
  FunctionScorer scorer(test::best_match("TGAC"));
  blackbox::SisOptions options;
  options.threshold = 3.5;
  options.max_subsets = 1;
  const auto result = blackbox::sufficient_subsets(
      scorer, blackbox::every_base(test::encode("TGACATGAC"), blackbox::constant_mask(9, kUniform)),
      options);
  ASSERT_EQ(result.subsets.size(), 1U);
  EXPECT_EQ(result.subsets[0].rest_score, 4);
}

TEST(SufficientSubsets, TrustsAScoreThatIsKnown) {
  FunctionScorer scorer(test::score_t1);
  blackbox::SisOptions options;
  options.threshold = 0.5;
  options.score = 0.5625;
  const auto result = blackbox::sufficient_subsets(
      scorer, blackbox::every_base(test::encode("ACGTA"), blackbox::constant_mask(5, kUniform)),
      options);
  EXPECT_EQ(positions_of(result), (std::vector<Positions>{{0}}));
  EXPECT_EQ(scorer.evaluations, 16U);
}

TEST(SufficientSubsets, UsesTheMaskOfEachPosition) {
  FunctionScorer scorer(total);
  // A mask that adds as much as the base takes away makes position 0 worthless.
  const blackbox::Mask mask{{0, 1, 0, 0}, {0, 0, 0, 0}, {0, 0.5F, 0, 0}};
  blackbox::SisOptions options;
  options.threshold = 2.5;
  const auto result = blackbox::sufficient_subsets(
      scorer, blackbox::every_base(test::encode("AAA"), mask), options);
  EXPECT_THAT(positions_of(result), ElementsAre(ElementsAre(1)));
  EXPECT_THAT(result.masked_score.value(), DoubleEq(1.5));
}

TEST(SufficientSubsets, FindsTheSubsetsOfASmallOutput) {
  // -f of T1 at GTGGT is 0.75 and everything else as for a large one.
  FunctionScorer scorer(test::score_t1);
  FunctionScorer negative(
      [](const float* map_cl, std::size_t length) { return 0.0 - test::score_t1(map_cl, length); });
  const auto sequence =
      blackbox::every_base(test::encode("GTGGT"), blackbox::constant_mask(5, kUniform));
  blackbox::SisOptions options;
  options.threshold = 0.5;
  options.keep_orders = true;
  const auto large = blackbox::sufficient_subsets(negative, sequence, options);
  options.threshold = -0.5;
  options.decision = blackbox::Decision::kMinimise;
  const auto small = blackbox::sufficient_subsets(scorer, sequence, options);
  EXPECT_EQ(small.score, -0.75);
  EXPECT_EQ(small.masked_score, 0.25);
  EXPECT_EQ(positions_of(small), positions_of(large));
  ASSERT_FALSE(small.subsets.empty());
  EXPECT_LE(small.subsets[0].score, -0.5);
  EXPECT_EQ(small.subsets[0].score, -large.subsets[0].score);
  EXPECT_EQ(small.eliminations.at(0).order, large.eliminations.at(0).order);
  EXPECT_EQ(small.eliminations.at(0).values.back(), 0.25);
}

TEST(SufficientSubsets, MasksGroupsAsAWhole) {
  // Units of 0.75 and 0.5; position 3 is in none and stays.
  FunctionScorer scorer(total);
  const blackbox::MaskableSequence sequence{
      with_rows({{0.25F, 0.5F, 0.5F, 7}}), {blackbox::constant_mask(4, kZero)}, {{0, 2}, {1}}};
  blackbox::SisOptions options;
  options.threshold = 7.5;
  const auto result = blackbox::sufficient_subsets(scorer, sequence, options);
  ASSERT_EQ(result.subsets.size(), 2U);
  EXPECT_THAT(result.subsets[0].positions, ElementsAre(0, 2));
  EXPECT_THAT(result.subsets[0].units, ElementsAre(0));
  EXPECT_THAT(result.subsets[1].positions, ElementsAre(1));
  EXPECT_THAT(result.masked_score.value(), DoubleEq(7));
}

TEST(SufficientSubsets, KeepsTheOrderOfTheTestModel) {
  FunctionScorer scorer(test::score_t1);
  blackbox::SisOptions options;
  options.threshold = 0.5;
  options.keep_orders = true;
  const auto sequence =
      blackbox::every_base(test::encode("ACGTA"), blackbox::constant_mask(5, kUniform));
  const auto result = blackbox::sufficient_subsets(scorer, sequence, options);
  ASSERT_EQ(result.eliminations.size(), 1U);
  EXPECT_EQ(result.eliminations[0].order, (Positions{2, 3, 4, 1, 0}));
  EXPECT_THAT(result.eliminations[0].values,
              ElementsAre(0.765625, 0.953125, 0.96875, 0.5625, 0.25));
  // Nothing to explain, yet the order is made: it answers for other thresholds.
  options.threshold = 9;
  const auto below = blackbox::sufficient_subsets(scorer, sequence, options);
  EXPECT_EQ(below.status, SisStatus::kBelowThreshold);
  EXPECT_FALSE(below.masked_score.has_value());
  ASSERT_EQ(below.eliminations.size(), 1U);
  EXPECT_EQ(below.eliminations[0].order, result.eliminations[0].order);
  EXPECT_EQ(below.eliminations[0].values, result.eliminations[0].values);
}

TEST(ParseDecision, KnowsItsWords) {
  for (const auto* const word : {"maximise", "minimise"}) {
    EXPECT_EQ(blackbox::decision_word(blackbox::parse_decision(word)), word);
  }
  EXPECT_EQ(blackbox::parse_decision("minimise"), blackbox::Decision::kMinimise);
  EXPECT_THROW(blackbox::parse_decision("least"), UsageError);
}

TEST(Reaches, HoldsOnTheThresholdItself) {
  using blackbox::Decision;
  EXPECT_TRUE(blackbox::reaches(2, 2, Decision::kMaximise));
  EXPECT_TRUE(blackbox::reaches(2, 2, Decision::kMinimise));
  EXPECT_FALSE(blackbox::reaches(1.9, 2, Decision::kMaximise));
  EXPECT_FALSE(blackbox::reaches(2.1, 2, Decision::kMinimise));
}

TEST(FindSis, PassesOverStepsWithoutAValue) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  blackbox::Elimination elimination;
  elimination.initial = 0.5625;
  elimination.order = {2, 3, 4, 1, 0};
  elimination.values = {kUnknown, 0.953125, kUnknown, 0.5625, 0.25};
  EXPECT_THAT(blackbox::find_sis(elimination, 0.5), ElementsAre(0));
  EXPECT_THAT(blackbox::find_sis(elimination, 0.6), ElementsAre(0, 1, 4));
  EXPECT_THAT(blackbox::find_sis(elimination, 0.96), ElementsAre(0, 1, 4, 3, 2));
}

}  // namespace
}  // namespace siskin
