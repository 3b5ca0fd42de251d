#include "siskin/blackbox/neighbourhoods.hpp"

#include <gtest/gtest.h>

#include "siskin/blackbox/energy_distance.hpp"
#include "siskin/util/random.hpp"
#include "unit/blackbox/line_metric.hpp"

namespace siskin {
namespace {

TEST(Neighbourhoods, HoldEachPointAndThoseNearIt) {
  const test::LineMetric line({0, 5, 1, 1.5});
  const auto near = blackbox::neighbourhoods(line, 1, 1);
  ASSERT_EQ(near.size(), 4U);
  ASSERT_EQ(near[0].size(), 2U);
  EXPECT_EQ(near[0][0].point, 0U);
  EXPECT_EQ(near[0][0].distance, 0);
  EXPECT_EQ(near[0][1].point, 2U);
  EXPECT_EQ(near[0][1].distance, 1);
  ASSERT_EQ(near[1].size(), 1U);
  ASSERT_EQ(near[3].size(), 2U);
  EXPECT_EQ(near[3][0].point, 2U);
  EXPECT_EQ(near[3][0].distance, 0.5F);
}

TEST(Neighbourhoods, LookAtEachPairOnce) {
  const test::LineMetric line({0, 5, 1, 1.5});
  blackbox::neighbourhoods(line, 1, 1);
  EXPECT_EQ(line.asked, 6U);
}

TEST(Neighbourhoods, AreAscendingAndTheSameOnAllThreads) {
  util::Random random(9);
  std::vector<std::vector<std::int64_t>> positions(200);
  for (auto& of_one : positions) of_one = {static_cast<std::int64_t>(random.below(100))};
  const blackbox::PositionMetric metric(positions);
  const auto one = blackbox::neighbourhoods(metric, 3, 1);
  const auto four = blackbox::neighbourhoods(metric, 3, 4);
  for (std::size_t i = 0; i < one.size(); ++i) {
    ASSERT_EQ(one[i].size(), four[i].size());
    std::size_t next = 0;
    for (std::size_t j = 0; j < positions.size(); ++j) {
      if (metric.distance(i, j) > 3) continue;
      ASSERT_LT(next, one[i].size());
      EXPECT_EQ(one[i][next].point, j);
      EXPECT_EQ(four[i][next].point, j);
      EXPECT_EQ(one[i][next].distance, four[i][next].distance);
      ++next;
    }
    EXPECT_EQ(next, one[i].size());
  }
}

}  // namespace
}  // namespace siskin
