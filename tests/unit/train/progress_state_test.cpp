#include "siskin/train/progress_state.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace siskin::train {
namespace {

TEST(ProgressState, ComesBackFromJson) {
  ProgressState state;
  state.history.resize(2);
  state.history[1].epoch = 2;
  state.kept_epoch = 1;
  state.finished = true;
  state.rate = {1.0 / 3, 2, {0.1, 4}};
  state.stopping = {0.7, 3};
  const auto back = progress_state_from_json(nlohmann::json::parse(to_json(state).dump()));
  ASSERT_EQ(back.history.size(), 2U);
  EXPECT_EQ(back.history[1].epoch, 2);
  EXPECT_EQ(back.kept_epoch, 1);
  EXPECT_TRUE(back.finished);
  EXPECT_EQ(back.rate.rate, 1.0 / 3);
  EXPECT_EQ(back.rate.epochs_done, 2);
  EXPECT_EQ(back.rate.plateau.best, 0.1);
  EXPECT_EQ(back.rate.plateau.waited, 4);
  EXPECT_EQ(back.stopping.best, 0.7);
}

TEST(ProgressState, BeforeTheFirstEpochNothingIsBest) {
  const auto back = progress_state_from_json(to_json(ProgressState{}));
  EXPECT_EQ(back.stopping.best, -INFINITY);
  EXPECT_EQ(back.rate.plateau.best, -INFINITY);
}

}  // namespace
}  // namespace siskin::train
