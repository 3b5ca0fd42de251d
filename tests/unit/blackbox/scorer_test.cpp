#include "siskin/blackbox/scorer.hpp"

#include <gtest/gtest.h>

#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using test::FunctionScorer;

// Every cell has its own weight, so that a change in the wrong place cannot go unseen.
double weighted_sum(const float* map_cl, std::size_t length) {
  double sum = 0;
  for (std::size_t i = 0; i < 4 * length; ++i) {
    sum += static_cast<double>(map_cl[i]) * static_cast<double>(i + 1);
  }
  return sum;
}

TEST(Scorer, AppliesEachEditOnItsOwn) {
  FunctionScorer scorer(weighted_sum);
  const auto base = test::encode("AC");  // cells 0 and 3
  const auto scores =
      scorer.score_edits(base.data(), 2, {{{1, {0, 0, 0, 1}}}, {{0, {0, 0.5F, 0, 0}}}, {{1, {}}}});
  // Cells are A0 A1 C0 C1 G0 G1 T0 T1 with weights 1..8; the base scores 1 + 4.
  EXPECT_EQ(scores, (std::vector<double>{1 + 8, 0.5 * 3 + 4, 1}));
}

TEST(Scorer, NeverExceedsItsBatchSize) {
  FunctionScorer scorer(weighted_sum, 3);
  const auto base = test::encode("ACGT");
  const std::vector<blackbox::Edit> edits(8, {{2, {1, 0, 0, 0}}});
  const auto scores = scorer.score_edits(base.data(), 4, edits);
  EXPECT_EQ(scores.size(), 8U);
  EXPECT_EQ(scorer.evaluations, 8U);
  EXPECT_EQ(scorer.largest_batch, 3U);
}

TEST(Scorer, ChangesAllPositionsOfAnEditTogether) {
  FunctionScorer scorer(weighted_sum);
  const auto base = test::encode("AC");
  const auto scores = scorer.score_edits(base.data(), 2, {{{0, {}}, {1, {0, 0, 0, 1}}}, {}});
  EXPECT_EQ(scores, (std::vector<double>{8, 1 + 4}));
}

TEST(Scorer, WalksOverEditsThatStay) {
  FunctionScorer scorer(weighted_sum);
  const auto walk = scorer.walk(test::encode("AC"), {{{0, {}}}, {{1, {}}}, {{1, {0, 0, 0, 1}}}});
  EXPECT_EQ(walk->scores(), (std::vector<double>{4, 1, 1 + 8}));
  walk->make(0);
  EXPECT_EQ(walk->scores(), (std::vector<double>{0, 8}));
  walk->make(1);
  EXPECT_EQ(walk->scores(), (std::vector<double>{0}));
}

TEST(Scorer, GivesNothingForNoEdits) {
  FunctionScorer scorer(weighted_sum);
  EXPECT_TRUE(scorer.score_edits(test::encode("A").data(), 1, {}).empty());
}

TEST(Scorer, BatchSizeDoesNotChangeScores) {
  util::Random random(5);
  const auto network = test::random_network(12, 4, random);
  const auto base = test::encode(test::random_bases(12, random));
  std::vector<blackbox::Edit> edits;
  for (std::size_t i = 0; i < 12; ++i) edits.push_back({{i, {0.25F, 0.25F, 0.25F, 0.25F}}});
  FunctionScorer one(network, 1);
  FunctionScorer many(network, 64);
  EXPECT_EQ(one.score_edits(base.data(), 12, edits), many.score_edits(base.data(), 12, edits));
}

}  // namespace
}  // namespace siskin
