#include "siskin/util/quantile.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "siskin/util/random.hpp"

namespace siskin::util {
namespace {

TEST(Quantile, InterpolatesBetweenOrderStatistics) {
  EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 0.25), 1.75);
  EXPECT_DOUBLE_EQ(quantile({1, 2, 3, 4}, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile({40, 10, 20}, 0.75), 30);
  EXPECT_DOUBLE_EQ(quantile({5}, 0.9), 5);
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

TEST(Quantile, IsAValueItselfWhereItStandsOnOne) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(quantile({0.1, 0.7, kInfinite}, 0.5), 0.7);
  EXPECT_EQ(quantile({0.1, 0.7, 0.3}, 1), 0.7);
  EXPECT_EQ(quantile({0.1, 0.7, 0.3}, 0), 0.1);
}

TEST(Quantile, NeverFallsAsTheFractionGrows) {
  Random random(3);
  for (int turn = 0; turn < 200; ++turn) {
    std::vector<double> values(1 + random.below(30));
    for (auto& value : values) value = random.normal();
    double last = *std::min_element(values.begin(), values.end());
    for (int step = 0; step <= 50; ++step) {
      const double next = quantile(values, step / 50.0);
      EXPECT_GE(next, last - 1e-12);
      last = next;
    }
    EXPECT_EQ(last, *std::max_element(values.begin(), values.end()));
  }
}

TEST(Median, IsTheMiddleOrTheMeanOfBothMiddles) {
  EXPECT_DOUBLE_EQ(median({9, 1, 4}), 4);
  EXPECT_DOUBLE_EQ(median({9, 1, 4, 2}), 3);
  EXPECT_TRUE(std::isnan(median({})));
}

}  // namespace
}  // namespace siskin::util
