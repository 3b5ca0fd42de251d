#include "siskin/score/faithfulness.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace siskin::score {
namespace {

using Curve = std::vector<CurvePoint>;
using Pairs = std::vector<ChangePair>;

TEST(CurveArea, IsTheTrapezoidInAnyOrder) {
  // 0.25 (4 + 2)/2 + 0.75 (2 + 1)/2 = 0.75 + 1.125
  EXPECT_DOUBLE_EQ(curve_area({{0, 4}, {0.25, 2}, {1, 1}}), 1.875);
  EXPECT_DOUBLE_EQ(curve_area({{1, 1}, {0, 4}, {0.25, 2}}), 1.875);
}

TEST(CurveArea, IsTheMeanOutputOverThePartThatWasMeasured) {
  EXPECT_DOUBLE_EQ(curve_area({{0, 4}, {0.25, 2}}), 3);
  EXPECT_DOUBLE_EQ(curve_area({{0, 7}, {0.3, 7}, {0.5, 7}}), 7);
}

TEST(CurveArea, NeedsTwoFractions) {
  EXPECT_TRUE(std::isnan(curve_area({})));
  EXPECT_TRUE(std::isnan(curve_area({{0.5, 1}, {0.5, 2}})));
}

TEST(MeanCurve, HasTheMeanOfEveryFraction) {
  const auto mean = mean_curve({{1, 0}, {0.5, 2}, {0, 4}, {0.5, 100}, {1, 6}, {0.5, 3}, {0, 4}});
  ASSERT_EQ(mean.size(), 3U);
  EXPECT_DOUBLE_EQ(mean[0].value, 4);
  EXPECT_DOUBLE_EQ(mean[1].fraction, 0.5);
  EXPECT_DOUBLE_EQ(mean[1].value, 35);
  EXPECT_DOUBLE_EQ(mean[2].value, 3);
  EXPECT_TRUE(mean_curve({}).empty());
}

TEST(RelativeArea, LiesBetweenNothingAndTheWhole) {
  EXPECT_DOUBLE_EQ(relative_area(1.5, 4, 0), 0.375);
  EXPECT_DOUBLE_EQ(relative_area(-3, -1, -5), 0.5);
  EXPECT_DOUBLE_EQ(relative_area(7, 5, 1), 1.5);  // better than the whole
  EXPECT_DOUBLE_EQ(relative_area(10 + 3 * 2, 10 + 3 * 5, 10 + 3 * 1), relative_area(2, 5, 1));
}

TEST(RelativeArea, IsNotDefinedWhereTheWholeIsNotMore) {
  EXPECT_TRUE(std::isnan(relative_area(1, 2, 2)));
  EXPECT_TRUE(std::isnan(relative_area(1, 0, 2)));
  EXPECT_TRUE(std::isnan(relative_area(std::nan(""), 2, 1)));
}

TEST(Infidelity, IsTheMeanSquaredError) {
  EXPECT_DOUBLE_EQ(infidelity({{1, 2}, {0, 3}, {-1, -1}}), 10.0 / 3);
  EXPECT_TRUE(std::isnan(infidelity({})));
}

TEST(RelativeInfidelity, LeavesOutTheScale) {
  EXPECT_NEAR(relative_infidelity({{1, 3}, {-2, -6}, {0.5, 1.5}}), 0, 1e-12);
  // The best factor of {1, 1} for {1, 3} is 2: errors 1 + 1 of 1 + 9.
  EXPECT_NEAR(relative_infidelity({{1, 1}, {1, 3}}), 0.2, 1e-12);
  EXPECT_DOUBLE_EQ(relative_infidelity({{0, 1}, {0, 3}}), 1);
  EXPECT_DOUBLE_EQ(relative_infidelity({{1, 1}, {1, -1}}), 1);
  EXPECT_DOUBLE_EQ(relative_infidelity({{-1, 1}, {-3, 3}}), 1);  // of the wrong sign
  EXPECT_TRUE(std::isnan(relative_infidelity({{1, 0}, {2, 0}})));
}

TEST(LargestSensitivity, IsTheLargestRatio) {
  EXPECT_DOUBLE_EQ(largest_sensitivity({{2, 1}, {2, 3}, {2, 0.5}}), 1.5);
  EXPECT_TRUE(std::isnan(largest_sensitivity({})));
  EXPECT_TRUE(std::isnan(largest_sensitivity({{0, 1}})));
}

TEST(CompletenessError, IsRelativeToTheDifferenceOfOutputs) {
  EXPECT_NEAR(completeness_error({{1.1, 1}, {-3, -2}, {5, 0}}), (0.1 + 0.5) / 2, 1e-12);
  EXPECT_TRUE(std::isnan(completeness_error({{1, 0}})));
}

}  // namespace
}  // namespace siskin::score
