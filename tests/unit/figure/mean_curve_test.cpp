#include "siskin/figure/mean_curve.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace siskin::figure {
namespace {

TEST(MeanCurve, GivesMeanDeviationAndErrorOfEqualGrids) {
  const auto means = mean_curve({{{0, 1}, {1, 5}}, {{0, 2}, {1, 5}}, {{0, 6}, {1, 5}}});
  ASSERT_EQ(means.size(), 2U);
  EXPECT_DOUBLE_EQ(means[0].mean, 3);
  EXPECT_DOUBLE_EQ(means[0].deviation, std::sqrt(7.0));  // (4 + 1 + 9) / 2
  EXPECT_DOUBLE_EQ(means[0].error, std::sqrt(7.0 / 3));
  EXPECT_EQ(means[0].count, 3U);
  EXPECT_DOUBLE_EQ(means[1].deviation, 0);
}

TEST(MeanCurve, InterpolatesBetweenThePointsOfACurve) {
  const auto means = mean_curve({{{0, 0}, {1, 4}}, {{0, 0}, {0.25, 3}, {1, 0}}});
  ASSERT_EQ(means.size(), 3U);
  EXPECT_DOUBLE_EQ(means[1].x, 0.25);
  EXPECT_DOUBLE_EQ(means[1].mean, 2);  // of 1 and 3
}

TEST(MeanCurve, CountsACurveOnlyWhereItReaches) {
  const auto means = mean_curve({{{0, 1}, {2, 1}}, {{1, 3}, {3, 3}}});
  ASSERT_EQ(means.size(), 4U);
  const std::vector<std::size_t> counts = {1, 2, 2, 1};
  for (std::size_t i = 0; i < counts.size(); ++i) EXPECT_EQ(means[i].count, counts[i]);
  EXPECT_DOUBLE_EQ(means[0].mean, 1);
  EXPECT_DOUBLE_EQ(means[1].mean, 2);
  EXPECT_DOUBLE_EQ(means[3].mean, 3);
  EXPECT_TRUE(std::isnan(means[0].error));
}

TEST(MeanCurve, TakesPointsInAnyOrderAndRepeatedOnesAsTheirMean) {
  const auto means = mean_curve({{{1, 7}, {0, 1}, {1, 3}, {0.5, std::nan("")}}});
  ASSERT_EQ(means.size(), 2U);
  EXPECT_DOUBLE_EQ(means[0].mean, 1);
  EXPECT_DOUBLE_EQ(means[1].mean, 5);
  EXPECT_EQ(means[1].count, 1U);
}

TEST(MeanCurve, IsEmptyWithoutCurves) { EXPECT_TRUE(mean_curve({}).empty()); }

}  // namespace
}  // namespace siskin::figure
