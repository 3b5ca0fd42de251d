#include "siskin/util/mean.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace siskin::util {
namespace {

TEST(Mean, IsTheSumOverTheCount) {
  EXPECT_EQ(mean({3}), 3);
  EXPECT_EQ(mean({1, 2, 6}), 3);
  EXPECT_EQ(mean({-0.5, 0.25}), -0.125);
}

TEST(Mean, IsNaNForNoneAndWithNaN) {
  EXPECT_TRUE(std::isnan(mean({})));
  EXPECT_TRUE(std::isnan(mean({1, std::numeric_limits<double>::quiet_NaN()})));
}

TEST(WeightedMean, CountsEachValueByItsWeight) {
  EXPECT_DOUBLE_EQ(weighted_mean({1, 5}, {3, 1}), 2);
  EXPECT_DOUBLE_EQ(weighted_mean({1, 5, 100}, {2, 2, 0}), 3);
  EXPECT_TRUE(std::isnan(weighted_mean({1, 5}, {0, 0})));
}

}  // namespace
}  // namespace siskin::util
