#include "siskin/train/schedule.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace siskin::train {
namespace {

TEST(PlateauSchedule, MultipliesTheRateAfterEveryPatienceWithoutGain) {
  PlateauSchedule schedule(1.0, {0.5, 2, 0, 0.2});
  EXPECT_EQ(schedule.next_rate(0.8), 1.0);
  EXPECT_EQ(schedule.next_rate(0.8), 1.0);
  EXPECT_EQ(schedule.next_rate(0.8), 0.5);
  EXPECT_EQ(schedule.next_rate(0.7), 0.5);
  EXPECT_EQ(schedule.next_rate(0.7), 0.25);
  schedule.next_rate(0.7);
  EXPECT_EQ(schedule.next_rate(0.7), 0.2) << "never below the smallest rate";
}

TEST(PlateauSchedule, CountsAGainOnlyAboveTheMargin) {
  PlateauSchedule schedule(1.0, {0.1, 1, 0.01, 0});
  schedule.next_rate(0.500);
  EXPECT_DOUBLE_EQ(schedule.next_rate(0.509), 0.1);
  EXPECT_DOUBLE_EQ(schedule.next_rate(0.511), 0.1);
}

TEST(PlateauSchedule, TakesNaNAsNoGain) {
  PlateauSchedule schedule(1.0, {0.1, 1, 0, 0});
  EXPECT_DOUBLE_EQ(schedule.next_rate(std::nan("")), 0.1);
}

TEST(EarlyStopping, StopsAfterPatienceEpochsWithoutAnyGain) {
  EarlyStopping stopping(2);
  EXPECT_FALSE(stopping.stop_after(0.5));
  EXPECT_TRUE(stopping.improved());
  EXPECT_FALSE(stopping.stop_after(0.5));
  EXPECT_FALSE(stopping.improved());
  EXPECT_FALSE(stopping.stop_after(0.51));
  EXPECT_TRUE(stopping.improved());
  EXPECT_FALSE(stopping.stop_after(0.1));
  EXPECT_TRUE(stopping.stop_after(0.2));
}

}  // namespace
}  // namespace siskin::train
