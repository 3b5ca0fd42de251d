#include "siskin/blackbox/faithfulness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "unit/blackbox/games.hpp"

namespace siskin {
namespace {

using blackbox::ChangedShare;
using blackbox::FaithfulnessOptions;
using test::FunctionScorer;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pointwise;

std::vector<double> shares_of(const std::vector<ChangedShare>& curve) {
  std::vector<double> shares;
  shares.reserve(curve.size());
  for (const auto& point : curve) shares.push_back(point.share);
  return shares;
}

std::vector<double> scores_of_curve(const std::vector<ChangedShare>& curve) {
  std::vector<double> scores;
  scores.reserve(curve.size());
  for (const auto& point : curve) scores.push_back(point.score);
  return scores;
}

// 2, 1, -4 and 8 for the bases of ACGT, and nothing for a masked one.
double weigh(const float* map_cl, std::size_t length) {
  double sum = 0;
  const double weights[] = {2, 1, -4, 8};
  for (std::size_t i = 0; i < length; ++i) {
    for (std::size_t base = 0; base < 4; ++base) {
      sum += weights[base] * static_cast<double>(map_cl[base * length + i]);
    }
  }
  return sum;
}

FaithfulnessOptions at_fractions(std::vector<double> fractions) {
  FaithfulnessOptions options;
  options.fractions = std::move(fractions);
  return options;
}

// Of an additive function with its own contributions: partial sums of the sorted contributions.
TEST(Faithfulness, GivesTheCurvesOfAnAdditiveFunction) {
  FunctionScorer scorer(weigh);
  const auto game = test::game_of("ACGT", {});
  const auto found =
      ask_faithfulness(scorer, game, {2, 1, -4, 8}, {}, at_fractions({0, 0.25, 0.5, 0.75, 1}));
  EXPECT_EQ(found.score, 7);
  EXPECT_THAT(shares_of(found.deletion), ElementsAre(0, 0.25, 0.5, 0.75, 1));
  EXPECT_THAT(scores_of_curve(found.deletion), ElementsAre(7, -1, -3, -4, 0));
  EXPECT_THAT(scores_of_curve(found.insertion), ElementsAre(0, 8, 10, 11, 7));
  EXPECT_EQ(found.deletion_random.front().score, 7);
  EXPECT_EQ(found.deletion_random.back().score, 0);
  EXPECT_EQ(found.insertion_random.back().score, 7);
}

TEST(Faithfulness, LeavesLettersWithoutABaseAlone) {
  FunctionScorer scorer(weigh);
  const auto game = test::game_of("NANT", {});
  const auto found = ask_faithfulness(scorer, game, {2, 8}, {}, at_fractions({1, 0.5}));
  EXPECT_THAT(shares_of(found.deletion), ElementsAre(0.5, 1));
  EXPECT_THAT(scores_of_curve(found.deletion), ElementsAre(2, 0));
}

TEST(Faithfulness, HasNoCurveWithoutBases) {
  FunctionScorer scorer(weigh);
  const auto found = ask_faithfulness(scorer, test::game_of("NNN"), {}, {}, FaithfulnessOptions{});
  EXPECT_THAT(found.deletion, IsEmpty());
  EXPECT_THAT(found.insertion_random, IsEmpty());
  EXPECT_THAT(blackbox::random_substitutions(test::encode("NNN"), {}), IsEmpty());
}

TEST(Faithfulness, AsksForNothingThatIsNotWanted) {
  FunctionScorer scorer(weigh);
  auto options = at_fractions({0, 1});
  options.insertion = false;
  const auto found = ask_faithfulness(scorer, test::game_of("ACGT"), {1, 2, 3, 4}, {}, options);
  EXPECT_THAT(found.insertion, IsEmpty());
  EXPECT_EQ(found.deletion.size(), 2U);
  EXPECT_EQ(scorer.evaluations, 5U);  // two points of two orders, and the sequence
}

// The mean over many random orders of an additive function is a straight line.
TEST(Faithfulness, AveragesRandomOrders) {
  FunctionScorer scorer(weigh);
  auto options = at_fractions({0, 0.5, 1});
  options.orders = 4000;
  const auto found = ask_faithfulness(scorer, test::game_of("ACGT", {}), {0, 0, 0, 0}, {}, options);
  EXPECT_NEAR(found.deletion_random[1].score, 3.5, 0.25);
  EXPECT_NEAR(found.insertion_random[1].score, 3.5, 0.25);
  // What was taken in one half is put back in the other.
  EXPECT_NEAR(found.deletion_random[1].score + found.insertion_random[1].score, 7, 1e-9);
}

TEST(Faithfulness, ScoresChangesOnTheirOwn) {
  FunctionScorer scorer(weigh);
  const auto game = test::game_of("ACGT", {});
  const std::vector<blackbox::Edit> changes{{{0, {0, 0, 0, 1}}}, {{2, {1, 0, 0, 0}}, {3, {}}}};
  const auto found = ask_faithfulness(scorer, game, {0, 0, 0, 0}, changes, {});
  EXPECT_THAT(found.changed, ElementsAre(13, 5));
}

TEST(Faithfulness, DependsOnSeedAndNumberAlone) {
  util::Random random(3);
  const auto function = test::random_network(30, 5, random);
  const auto game = test::game_of(test::random_bases(30, random));
  const auto ask = [&](std::size_t batch, std::uint64_t seed, std::uint64_t number) {
    FunctionScorer scorer(function, batch);
    FaithfulnessOptions options;
    options.seed = seed;
    options.number = number;
    const std::vector<double> values(30, 1.0);
    return scores_of_curve(ask_faithfulness(scorer, game, values, {}, options).deletion_random);
  };
  EXPECT_THAT(ask(4, 1, 0), Pointwise(DoubleEq(), ask(256, 1, 0)));
  EXPECT_NE(ask(256, 1, 0), ask(256, 2, 0));
  EXPECT_NE(ask(256, 1, 0), ask(256, 1, 1));
}

TEST(ByImportance, PutsTheLargestFirstAndTiesAnywhere) {
  util::Random random(1);
  EXPECT_THAT(blackbox::by_importance({-9, 3, 0, 7}, random), ElementsAre(3, 1, 2, 0));
  std::set<std::size_t> first;
  for (int i = 0; i < 100; ++i) first.insert(blackbox::by_importance({5, 5, 1, 5}, random)[0]);
  EXPECT_THAT(first, ElementsAre(0, 1, 3));
}

TEST(ShareCounts, RoundsAndNamesEachNumberOnce) {
  EXPECT_THAT(blackbox::share_counts({1, 0, 0.02, 0.05, 0.5}, 10), ElementsAre(0, 1, 5, 10));
  EXPECT_THAT(blackbox::share_counts({0, 1}, 0), ElementsAre(0));
}

TEST(RandomSubstitutions, ReplaceDifferentBasesByOthers) {
  const std::string sequence = "ACGTNACGTN";
  const auto onehot_cl = test::encode(sequence);
  FaithfulnessOptions options;
  options.samples = 200;
  const auto edits = blackbox::random_substitutions(onehot_cl, options);
  ASSERT_EQ(edits.size(), 200U);
  std::set<std::pair<std::size_t, blackbox::Column>> seen;
  for (const auto& edit : edits) {
    std::set<std::size_t> positions;
    for (const auto& change : edit) {
      positions.insert(change.position);
      const auto column = blackbox::column_of(onehot_cl.data(), 10, change.position);
      EXPECT_NE(change.column, column);
      EXPECT_FALSE(blackbox::is_ambiguous(column));
      EXPECT_EQ(std::count(change.column.begin(), change.column.end(), 1.0F), 1);
      seen.insert({change.position, change.column});
    }
    EXPECT_EQ(positions.size(), 3U);
  }
  EXPECT_EQ(seen.size(), 24U);  // eight bases, three others each
}

TEST(RandomSubstitutions, ReplaceNoMoreThanThereIs) {
  FaithfulnessOptions options;
  options.changes = 9;
  EXPECT_EQ(blackbox::random_substitutions(test::encode("NAC"), options)[0].size(), 2U);
}

TEST(MaskedInstead, KeepsThePositions) {
  const auto masked =
      blackbox::masked_instead({{1, {1, 0, 0, 0}}}, blackbox::constant_mask(2, test::kQuarter));
  ASSERT_EQ(masked.size(), 1U);
  EXPECT_EQ(masked[0].position, 1U);
  EXPECT_EQ(masked[0].column, test::kQuarter);
}

}  // namespace
}  // namespace siskin
