#include "siskin/blackbox/insertion.hpp"

#include <gtest/gtest.h>

#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

TEST(Insertion, WritesLettersAndLeavesN) {
  auto map_cl = test::encode("AAAAA");
  blackbox::apply(blackbox::insertion("cNT", 1), map_cl.data(), 5);
  EXPECT_EQ(map_cl, test::encode("ACATA"));
  EXPECT_TRUE(blackbox::insertion("NN", 0).empty());
}

TEST(EditEffects, AreTheScoresOfTheEditedSequences) {
  test::FunctionScorer scorer(test::score_t1);
  const auto found =
      blackbox::edit_effects(scorer, test::encode("CATGA"),
                             {blackbox::insertion("ACGTA", 0), blackbox::insertion("AC", 0)});
  EXPECT_DOUBLE_EQ(found.before, 0);
  ASSERT_EQ(found.after.size(), 2U);
  EXPECT_DOUBLE_EQ(found.after[0], 0.5625);
  EXPECT_DOUBLE_EQ(found.after[1], test::score_t1(test::encode("ACTGA").data(), 5));
  EXPECT_EQ(scorer.evaluations, 3U);
}

// Of a linear model the effect of a motif is the same in whatever background it is the same change.
TEST(EditEffects, AddUpForALinearModel) {
  util::Random random(5);
  const auto linear = test::random_network(8, 0, random);
  test::FunctionScorer scorer(linear);
  const auto first = blackbox::insertion("ACG", 0);
  const auto second = blackbox::insertion("TT", 5);
  auto both = first;
  both.insert(both.end(), second.begin(), second.end());
  const auto found =
      blackbox::edit_effects(scorer, test::encode("GGGGGGGG"), {first, second, both});
  EXPECT_NEAR(found.after[2] - found.before, found.after[0] + found.after[1] - 2 * found.before,
              1e-9);
}

}  // namespace
}  // namespace siskin
