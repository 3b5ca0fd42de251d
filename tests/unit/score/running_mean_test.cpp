#include "siskin/score/running_mean.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace siskin::score {
namespace {

TEST(RunningMean, IsTheMeanWithItsStandardError) {
  RunningMean mean;
  for (const double value : {2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) mean.add(value);
  EXPECT_EQ(mean.count(), 8U);
  EXPECT_DOUBLE_EQ(mean.mean(), 5);
  EXPECT_DOUBLE_EQ(mean.standard_error(), std::sqrt(32.0 / 7 / 8));  // squared distances: 32
}

TEST(RunningMean, KeepsSmallSpreadsOfLargeNumbers) {
  RunningMean mean;
  for (const double value : {1e9 + 1, 1e9 + 2, 1e9 + 3}) mean.add(value);
  EXPECT_DOUBLE_EQ(mean.mean(), 1e9 + 2);
  EXPECT_NEAR(mean.standard_error(), std::sqrt(1.0 / 3), 1e-9);
}

TEST(RunningMean, LeavesOutWhatIsNotDefined) {
  RunningMean mean;
  mean.add(std::numeric_limits<double>::quiet_NaN());
  EXPECT_TRUE(std::isnan(mean.mean()));
  mean.add(3);
  EXPECT_EQ(mean.mean(), 3);
  EXPECT_EQ(mean.count(), 1U);
  EXPECT_TRUE(std::isnan(mean.standard_error()));
}

}  // namespace
}  // namespace siskin::score
