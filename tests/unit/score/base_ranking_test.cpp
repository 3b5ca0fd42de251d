#include "siskin/score/base_ranking.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "siskin/score/classification.hpp"
#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

const std::vector<float> kScores = {3, 3, 2, 2, 2, 1, 1, 0, 0, -1};
const std::vector<int> kInside = {1, 0, 1, 1, 0, 0, 1, 0, 0, 0};

BaseRanking ranking_of(const std::vector<float>& scores, const std::vector<int>& inside) {
  BaseRanking ranking;
  for (std::size_t i = 0; i < scores.size(); ++i) ranking.add(scores[i], inside[i] == 1);
  ranking.sort();
  return ranking;
}

TEST(BaseRanking, AgreesWithNumPyOnTies) {
  // All pairs for the AUROC; trapezoids and steps over the points at each distinct score.
  const auto ranking = ranking_of(kScores, kInside);
  EXPECT_NEAR(ranking.auroc(), 0.75, 1e-12);
  EXPECT_NEAR(ranking.aupr(), 0.42142857142857143, 1e-12);
  EXPECT_NEAR(ranking.average_precision(), 0.5678571428571428, 1e-12);
}

TEST(BaseRanking, SharesTiesAtTheBorderOfAnEnrichment) {
  const auto ranking = ranking_of(kScores, kInside);
  // Three bases: the two of score 3 (one hit) and one of the three of score 2 (two hits).
  EXPECT_NEAR(ranking.enrichment(0.3), (1 + 2.0 / 3) / 3 / 0.4, 1e-12);
  EXPECT_NEAR(ranking.enrichment(0.2), 1.25, 1e-12);
  EXPECT_NEAR(ranking.enrichment(1), 1, 1e-12);
}

TEST(BaseRanking, AgreesWithTheMetricsOfAClassifier) {
  std::vector<float> scores;
  std::vector<int> inside;
  for (int i = 0; i < 500; ++i) {
    scores.push_back(static_cast<float>(i * 7919 % 101));
    inside.push_back(i * 31 % 7 < 2 ? 1 : 0);
  }
  const auto ranking = ranking_of(scores, inside);
  const std::vector<double> wide(scores.begin(), scores.end());
  EXPECT_NEAR(ranking.auroc(), auroc(wide, inside), 1e-12);
  EXPECT_NEAR(ranking.average_precision(), average_precision(wide, inside), 1e-12);
}

TEST(BaseRanking, IsPerfectWhenAllInsideAreAbove) {
  const auto ranking = ranking_of({9, 8, 1, 0}, {1, 1, 0, 0});
  EXPECT_DOUBLE_EQ(ranking.auroc(), 1);
  EXPECT_DOUBLE_EQ(ranking.average_precision(), 1);
  EXPECT_DOUBLE_EQ(ranking.aupr(), 0.5);  // nothing is drawn left of the first point
  EXPECT_DOUBLE_EQ(ranking.enrichment(0.25), 2);
}

TEST(BaseRanking, IsNotDefinedWithOneKindOfBase) {
  EXPECT_TRUE(std::isnan(ranking_of({1, 2}, {1, 1}).auroc()));
  EXPECT_TRUE(std::isnan(ranking_of({1, 2}, {0, 0}).aupr()));
  EXPECT_TRUE(std::isnan(ranking_of({}, {}).enrichment(0.1)));
  EXPECT_THAT(ranking_of({1, 2}, {0, 0}).curve(5), testing::IsEmpty());
}

TEST(BaseRanking, RefusesNan) {
  BaseRanking ranking;
  EXPECT_THROW(ranking.add(std::nanf(""), true), Error);
  EXPECT_EQ(ranking.bases(), 0U);
}

TEST(BaseRanking, DrawsItsCurve) {
  const auto points = ranking_of(kScores, kInside).curve(100);
  ASSERT_EQ(points.size(), 5U);
  EXPECT_EQ(points[1].threshold, 2);
  EXPECT_DOUBLE_EQ(points[1].called, 0.5);
  EXPECT_DOUBLE_EQ(points[1].recall, 0.75);
  EXPECT_DOUBLE_EQ(points[1].precision, 0.6);
  EXPECT_DOUBLE_EQ(points[1].enrichment, 1.5);
  EXPECT_DOUBLE_EQ(points.back().called, 1);
}

TEST(BaseRanking, ThinsALongCurveButKeepsItsEnd) {
  BaseRanking ranking;
  for (int i = 0; i < 10000; ++i) ranking.add(static_cast<float>(i), i % 3 == 0);
  ranking.sort();
  const auto points = ranking.curve(50);
  EXPECT_LE(points.size(), 52U);
  EXPECT_GE(points.size(), 45U);
  EXPECT_DOUBLE_EQ(points.back().recall, 1);
}

}  // namespace
}  // namespace siskin::score
