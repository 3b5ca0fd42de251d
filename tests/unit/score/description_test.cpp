#include "siskin/score/description.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace siskin::score {
namespace {

constexpr double kDescriptionNan = std::numeric_limits<double>::quiet_NaN();

// numpy: mean, std(ddof=1), quantile; the interval by Student's quantile from an integral.
TEST(Describe, AgreesWithNumpy) {
  const auto found = describe({3, 1, 4, 1, 5, 9, 2, 6}, 0.95);
  EXPECT_EQ(found.count, 8U);
  EXPECT_NEAR(found.mean, 3.875, 1e-15);
  EXPECT_NEAR(found.deviation, 2.74837614393871, 1e-14);
  EXPECT_EQ(found.minimum, 1);
  EXPECT_EQ(found.lower_quartile, 1.75);
  EXPECT_EQ(found.median, 3.5);
  EXPECT_EQ(found.upper_quartile, 5.25);
  EXPECT_EQ(found.maximum, 9);
  EXPECT_NEAR(found.low, 1.57730004316, 1e-9);
  EXPECT_NEAR(found.high, 6.17269995684, 1e-9);
}

TEST(Describe, HasNoSpreadForOneValueAndNothingForNone) {
  const auto one = describe({2.5}, 0.95);
  EXPECT_EQ(one.median, 2.5);
  EXPECT_TRUE(std::isnan(one.deviation));
  EXPECT_TRUE(std::isnan(one.low));
  EXPECT_TRUE(std::isnan(describe({}, 0.95).mean));
  EXPECT_TRUE(std::isnan(describe({}, 0.95).maximum));
}

TEST(Describe, SeesNoSpreadAmongEqualNumbers) {
  const auto same = describe({0.1, 0.1, 0.1}, 0.95);
  EXPECT_EQ(same.deviation, 0);
  EXPECT_NEAR(same.low, 0.1, 1e-16);
}

TEST(DefinedValues, LeavesOutNan) {
  EXPECT_THAT(defined_values({kDescriptionNan, 2, kDescriptionNan, 1}), testing::ElementsAre(2, 1));
}

}  // namespace
}  // namespace siskin::score
