#include "siskin/score/regression_metrics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "siskin/score/correlation.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using Values = std::vector<double>;

void expect_values(const Values& found, const Values& predicted, const Values& measured) {
  ASSERT_EQ(found.size(), 5U);
  EXPECT_NEAR(found[0], pearson(predicted, measured), 1e-12);
  EXPECT_NEAR(found[1], spearman(predicted, measured), 1e-12);
  EXPECT_NEAR(found[2], r_squared(predicted, measured), 1e-12);
  EXPECT_NEAR(found[3], mean_squared_error(predicted, measured), 1e-12);
}

TEST(RegressionMetrics, GiveWithWeightsWhatRepeatedItemsGive) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    util::Random random(seed);
    Values x;
    Values y;
    Values weights;
    Values repeated_x;
    Values repeated_y;
    for (int i = 0; i < 25; ++i) {
      x.push_back(static_cast<double>(random.below(7)));
      y.push_back(x.back() + 3 * random.normal());
      weights.push_back(static_cast<double>(random.below(4)));
      repeated_x.insert(repeated_x.end(), static_cast<std::size_t>(weights.back()), x.back());
      repeated_y.insert(repeated_y.end(), static_cast<std::size_t>(weights.back()), y.back());
    }
    const RegressionMetrics metrics(x, y);
    expect_values(metrics.values(weights), repeated_x, repeated_y);
    expect_values(metrics.values(Values(25, 1)), x, y);
  }
}

TEST(RegressionMetrics, GiveFourPairsByHand) {
  const RegressionMetrics metrics({1, 2, 3, 4}, {2, 2, 2, 6});
  const auto found = metrics.values({1, 1, 1, 1});
  EXPECT_NEAR(found[0], 6 / std::sqrt(5.0 * 12), 1e-15);
  EXPECT_NEAR(found[1], 3 / std::sqrt(5.0 * 3), 1e-15);  // ranks 2 2 2 4
  EXPECT_NEAR(found[2], 1 - 6.0 / 12, 1e-15);
  EXPECT_NEAR(found[3], 1.5, 1e-15);
  EXPECT_NEAR(found[4], 1, 1e-15);
  EXPECT_EQ(metrics.squared_errors(), (Values{1, 0, 1, 4}));
}

TEST(RegressionMetrics, HaveNoCorrelationWhereTheDrawnSideIsConstant) {
  const RegressionMetrics metrics({1, 2, 3}, {0.1, 0.1, 5});
  const auto drawn = metrics.values({2, 1, 0});
  EXPECT_TRUE(std::isnan(drawn[0]));
  EXPECT_TRUE(std::isnan(drawn[1]));
  EXPECT_TRUE(std::isnan(drawn[2]));
  EXPECT_NEAR(drawn[3], (2 * 0.81 + 3.61) / 3, 1e-14);
  for (const double value : metrics.values({0, 0, 0})) EXPECT_TRUE(std::isnan(value));
}

TEST(RegressionMetrics, RefuseOtherSizes) {
  EXPECT_THROW(RegressionMetrics({1, 2}, {1}).size(), Error);
}

}  // namespace
}  // namespace siskin::score
