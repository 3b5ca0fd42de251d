#include "siskin/blackbox/medoid.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "siskin/util/random.hpp"
#include "unit/blackbox/line_metric.hpp"

namespace siskin {
namespace {

TEST(Medoid, IsTheMedianOfALine) {
  const test::LineMetric line({100, 7, 0, 3, 9, 50});
  EXPECT_EQ(blackbox::medoid(line, {1, 2, 3, 4, 5}), 1U);
  EXPECT_EQ(blackbox::medoid(line, {5}), 5U);
}

TEST(Medoid, IsTheFirstOfSeveral) {
  const test::LineMetric line({5, 1, 2, 1, 2});
  EXPECT_EQ(blackbox::medoid(line, {1, 2, 3, 4}), 1U);
  EXPECT_EQ(blackbox::medoid(line, {2, 3}), 2U);
}

TEST(Medoid, HasTheSmallestSum) {
  util::Random random(14);
  for (int round = 0; round < 300; ++round) {
    std::vector<double> points(1 + random.below(30));
    for (double& point : points) point = static_cast<double>(random.below(50));
    const test::LineMetric line(points);
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < points.size(); ++i) all.push_back(i);
    double best_sum = std::numeric_limits<double>::infinity();
    std::size_t best = 0;
    for (const auto i : all) {
      double sum = 0;
      for (const auto j : all) sum += line.distance(i, j);
      if (sum < best_sum) {
        best_sum = sum;
        best = i;
      }
    }
    EXPECT_EQ(blackbox::medoid(line, all), best);
  }
}

TEST(Medoid, PassesOverMembersThatCannotWin) {
  const test::LineMetric line(std::vector<double>(100, 3.0));
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < 100; ++i) all.push_back(i);
  EXPECT_EQ(blackbox::medoid(line, all), 0U);
  EXPECT_EQ(line.asked, 100U);
}

}  // namespace
}  // namespace siskin
