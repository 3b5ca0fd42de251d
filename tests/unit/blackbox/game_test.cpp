#include "siskin/blackbox/game.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/blackbox/games.hpp"

namespace siskin {
namespace {

using blackbox::CoalitionValues;
using blackbox::Feature;
using test::FunctionScorer;
using testing::ElementsAre;
using testing::IsEmpty;

// f(ACGTA), f with everything masked, and with the first base alone: see the SIS of the test model.
TEST(CoalitionValues, MasksWhatIsNotInACoalition) {
  FunctionScorer scorer(test::score_t1);
  const auto game = test::game_of("ACGTA");
  CoalitionValues values(scorer, game);
  values.ask({1, 1, 1, 1, 1});
  values.ask({0, 0, 0, 0, 0});
  values.ask({1, 0, 0, 0, 0});
  values.ask({1, 1, 0, 1, 1});
  EXPECT_THAT(values.answers(), ElementsAre(0.5625, 0.25, 0.5625, 0.765625));
  EXPECT_THAT(values.answers(), IsEmpty());
}

TEST(CoalitionValues, MasksFeaturesOfSeveralPositionsAndLeavesTheRest) {
  FunctionScorer scorer(test::best_match("TGAC"));
  auto game = test::game_of("TGAC");
  game.features = {{0, 3}, {1}};
  CoalitionValues values(scorer, game);
  values.ask({0, 1});
  values.ask({0, 0});
  EXPECT_THAT(values.answers(), ElementsAre(2.5, 1.75));
}

TEST(CoalitionValues, ScoresFullBatches) {
  FunctionScorer scorer(test::score_t1, 4);
  const auto game = test::game_of("ACGTA");
  CoalitionValues values(scorer, game);
  for (const auto& coalition : test::all_coalitions(5)) values.ask(coalition);
  values.ask({1, 1, 1, 1, 1});
  EXPECT_EQ(scorer.evaluations, 32U);
  EXPECT_EQ(values.answers().size(), 33U);
  EXPECT_EQ(scorer.evaluations, 33U);
  EXPECT_EQ(scorer.largest_batch, 4U);
}

}  // namespace
}  // namespace siskin
