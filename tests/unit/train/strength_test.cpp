#include "siskin/train/strength.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace siskin::train {
namespace {

TEST(Schedule, IsConstantUnlessAsked) {
  EXPECT_EQ(Schedule{}.factor(1), 1);
  EXPECT_EQ(Schedule{}.factor(1000), 1);
}

TEST(Schedule, InflatesFromZero) {
  Schedule schedule;
  schedule.shape = Schedule::Shape::kInflate;
  EXPECT_EQ(schedule.factor(1), 0);
  EXPECT_DOUBLE_EQ(schedule.factor(2), 2 / (1 + std::exp(-1.0)) - 1);
  EXPECT_NEAR(schedule.factor(40), 1, 1e-15);
}

TEST(Schedule, DeflatesFromOne) {
  Schedule schedule;
  schedule.shape = Schedule::Shape::kDeflate;
  schedule.speed = Schedule::kDeflateSpeed;
  EXPECT_EQ(schedule.factor(1), 1);
  EXPECT_DOUBLE_EQ(schedule.factor(4), std::exp(-0.9));
}

TEST(Schedule, IsOffOutsideItsEpochsAndStartsWithThem) {
  Schedule schedule;
  schedule.shape = Schedule::Shape::kDeflate;
  schedule.first_epoch = 5;
  schedule.last_epoch = 6;
  EXPECT_EQ(schedule.factor(4), 0);
  EXPECT_EQ(schedule.factor(5), 1);
  EXPECT_LT(schedule.factor(6), 1);
  EXPECT_EQ(schedule.factor(7), 0);
}

TEST(Strength, MultipliesItsWeight) {
  Strength strength{3, {}};
  strength.schedule.first_epoch = 2;
  EXPECT_EQ(strength.at(1), 0);
  EXPECT_EQ(strength.at(2), 3);
  EXPECT_TRUE(strength.is_on());
  EXPECT_FALSE(Strength{}.is_on());
}

}  // namespace
}  // namespace siskin::train
