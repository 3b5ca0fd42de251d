#include "siskin/score/summary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace siskin::score {
namespace {

constexpr double kSummaryNan = std::numeric_limits<double>::quiet_NaN();

TEST(MeanOfDefined, LeavesOutWhatIsNotDefined) {
  const Mean mean = mean_of_defined({1, kSummaryNan, 3, 5});
  EXPECT_DOUBLE_EQ(mean.value, 3);
  EXPECT_EQ(mean.count, 3U);
}

TEST(MeanOfDefined, IsNotDefinedForNothing) {
  EXPECT_TRUE(std::isnan(mean_of_defined({}).value));
  EXPECT_TRUE(std::isnan(mean_of_defined({kSummaryNan}).value));
  EXPECT_EQ(mean_of_defined({kSummaryNan}).count, 0U);
}

}  // namespace
}  // namespace siskin::score
