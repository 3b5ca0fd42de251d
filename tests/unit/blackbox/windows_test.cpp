#include "siskin/blackbox/windows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"

namespace siskin {
namespace {

using blackbox::mean_over_windows;
using blackbox::window_starts;
using testing::ElementsAre;

TEST(WindowStarts, CoverEveryPosition) {
  EXPECT_THAT(window_starts(5, {2, 1}), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(window_starts(5, {2, 2}), ElementsAre(0, 2, 3));  // the last one ends with them
  EXPECT_THAT(window_starts(6, {2, 2}), ElementsAre(0, 2, 4));
  EXPECT_THAT(window_starts(3, {3, 2}), ElementsAre(0));
}

TEST(WindowStarts, RefuseGapsAndShortSequences) {
  EXPECT_THROW(window_starts(5, {2, 3}), Error);
  EXPECT_THROW(window_starts(5, {0, 1}), Error);
  EXPECT_THROW(window_starts(5, {2, 0}), Error);
  EXPECT_THROW(window_starts(5, {6, 1}), Error);
}

TEST(MeanOverWindows, DividesByTheNumberThatCoversAPosition) {
  EXPECT_THAT(mean_over_windows({1, 2, 4, 8}, 5, {2, 1}), ElementsAre(1, 1.5, 3, 6, 8));
  EXPECT_THAT(mean_over_windows({1, 2, 4}, 5, {2, 2}), ElementsAre(1, 1, 2, 3, 4));
}

}  // namespace
}  // namespace siskin
