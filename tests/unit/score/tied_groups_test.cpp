#include "siskin/score/tied_groups.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace siskin::score {
namespace {

// Five positives and seven negatives with ties; areas by summing the definition over thresholds.
const std::vector<TiedGroup> kGroups = {{1, 0}, {1, 0}, {0, 1}, {2, 1},
                                        {1, 1}, {0, 1}, {0, 2}, {0, 1}};

TEST(TiedGroups, GiveTheAreasOfTheDefinition) {
  EXPECT_NEAR(area_under_precision_recall(kGroups, 1), 0.795833333333333, 1e-14);
  EXPECT_NEAR(mean_precision(kGroups, 1), 0.791666666666667, 1e-14);
  // wins of positives: 7 + 7 + 2 (5 + 1/2) + (4 + 1/2) of 35
  EXPECT_NEAR(area_under_roc(kGroups), 29.5 / 35, 1e-14);
}

TEST(TiedGroups, CorrectForSubsampledNegatives) {
  EXPECT_NEAR(area_under_precision_recall(kGroups, 3), 0.635714285714286, 1e-14);
  EXPECT_NEAR(mean_precision(kGroups, 3), 0.631428571428571, 1e-14);
}

TEST(TiedGroups, GiveWithAWeightWhatRepeatedNegativesGive) {
  auto repeated = kGroups;
  for (TiedGroup& group : repeated) group.negatives *= 4;
  EXPECT_NEAR(area_under_precision_recall(kGroups, 4), area_under_precision_recall(repeated, 1),
              1e-15);
  EXPECT_NEAR(mean_precision(kGroups, 4), mean_precision(repeated, 1), 1e-15);
  EXPECT_NEAR(area_under_roc(kGroups), area_under_roc(repeated), 1e-15);
}

TEST(TiedGroups, PassOverGroupsWithoutItems) {
  const std::vector<TiedGroup> gaps = {{0, 0}, {1, 0}, {0, 0}, {0, 1}, {0, 0}};
  EXPECT_DOUBLE_EQ(area_under_roc(gaps), 1);
  EXPECT_DOUBLE_EQ(area_under_precision_recall(gaps, 1), 1);
  EXPECT_DOUBLE_EQ(mean_precision(gaps, 1), 1);
}

double trapezoids(const std::vector<RatePoint>& points) {
  double area = 0;
  for (std::size_t i = 1; i < points.size(); ++i)
    area += (points[i].x - points[i - 1].x) * 0.5 * (points[i].y + points[i - 1].y);
  return area;
}

TEST(TiedGroups, GiveTheCurvesBehindTheAreas) {
  const auto roc = roc_points({{1, 0}, {0, 0}, {1, 1}, {0, 3}});
  ASSERT_EQ(roc.size(), 4U);
  EXPECT_DOUBLE_EQ(roc[1].x, 0);
  EXPECT_DOUBLE_EQ(roc[1].y, 0.5);
  EXPECT_DOUBLE_EQ(roc[2].x, 0.25);
  EXPECT_DOUBLE_EQ(roc[2].y, 1);
  EXPECT_NEAR(trapezoids(roc_points(kGroups)), area_under_roc(kGroups), 1e-14);
  for (const double weight : {1.0, 3.0}) {
    const auto points = precision_recall_points(kGroups, weight);
    EXPECT_NEAR(trapezoids(points), area_under_precision_recall(kGroups, weight), 1e-14);
    EXPECT_DOUBLE_EQ(points.front().y, 1);
    EXPECT_DOUBLE_EQ(points.back().x, 1);
    EXPECT_DOUBLE_EQ(points.back().y, 5 / (5 + 7 * weight));  // the share of positives
  }
}

TEST(TiedGroups, HaveNoAreaWithoutBothClasses) {
  for (const std::vector<TiedGroup>& groups :
       {std::vector<TiedGroup>{}, {{2, 0}}, {{0, 2}}, {{0, 0}}}) {
    EXPECT_TRUE(std::isnan(area_under_roc(groups)));
    EXPECT_TRUE(std::isnan(area_under_precision_recall(groups, 1)));
    EXPECT_TRUE(std::isnan(mean_precision(groups, 1)));
    EXPECT_TRUE(roc_points(groups).empty());
    EXPECT_TRUE(precision_recall_points(groups, 1).empty());
  }
}

}  // namespace
}  // namespace siskin::score
