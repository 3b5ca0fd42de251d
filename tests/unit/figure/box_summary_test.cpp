#include "siskin/figure/box_summary.hpp"

#include <gtest/gtest.h>

#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

TEST(Summarise, LeavesOutliersBeyondTheWhiskers) {
  const auto box = summarise({100, 3, 1, 2, 4, 5});
  // Sorted 1 2 3 4 5 100: quartiles 2.25 and 4.75, reach 1.5 * 2.5 = 3.75, upper bound 8.5.
  EXPECT_DOUBLE_EQ(box.quartile_low, 2.25);
  EXPECT_DOUBLE_EQ(box.median, 3.5);
  EXPECT_DOUBLE_EQ(box.quartile_high, 4.75);
  EXPECT_DOUBLE_EQ(box.whisker_low, 1);
  EXPECT_DOUBLE_EQ(box.whisker_high, 5);
}

TEST(Summarise, TakesASingleValue) {
  const auto box = summarise({0.7});
  EXPECT_DOUBLE_EQ(box.median, 0.7);
  EXPECT_DOUBLE_EQ(box.whisker_low, 0.7);
  EXPECT_DOUBLE_EQ(box.whisker_high, 0.7);
}

TEST(Summarise, RefusesNoValues) { EXPECT_THROW(summarise({}), Error); }

}  // namespace
}  // namespace siskin::figure
