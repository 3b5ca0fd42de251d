#include "siskin/model/incremental_windows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace siskin::model {
namespace {

// By trying every position of the result.
Span reach_by_trial(const PositionMap& map, const Span& input, std::int64_t length) {
  Span found;
  for (std::int64_t o = 0; o < length; ++o) {
    for (std::int64_t k = 0; k < map.taps; ++k) {
      const auto seen = o * map.stride - map.left + k * map.dilation;
      if (seen >= input.begin && seen < input.end) found = unite(found, {o, o + 1});
    }
  }
  return found;
}

void expect_reach(const PositionMap& map) {
  for (std::int64_t begin = 0; begin < 20; ++begin) {
    const auto expected = reach_by_trial(map, {begin, begin + 2}, 9);
    const auto found = map.reach({begin, begin + 2}, 9);
    EXPECT_EQ(found.width(), expected.width());
    if (!expected.empty()) {
      EXPECT_EQ(found.begin, expected.begin);
    }
  }
}

TEST(PositionMap, ReachesEveryPositionThatSeesTheInput) {
  for (std::int64_t stride = 1; stride <= 4; ++stride) {
    for (std::int64_t left = -2; left <= 3; ++left) {
      for (std::int64_t taps = stride; taps <= 6; ++taps) expect_reach({stride, left, 1, taps});
    }
  }
}

TEST(PositionMap, CountsWhatNeighboursOfTheResultSpan) {
  const PositionMap map{2, 1, 3, 4};
  EXPECT_EQ(map.first(0), -1);
  EXPECT_EQ(map.first(5), 9);
  EXPECT_EQ(map.needed(1), 10);
  EXPECT_EQ(map.needed(3), 14);
}

TEST(Span, UnitesWithEmptyOnes) {
  EXPECT_EQ(unite({}, {2, 4}).begin, 2);
  EXPECT_EQ(unite({2, 4}, {}).end, 4);
  EXPECT_EQ(unite({2, 4}, {7, 9}).width(), 7);
  EXPECT_TRUE(unite({}, {}).empty());
}

TEST(Windows, HaveOneWidthAndLieInside) {
  const auto windows = make_windows({{0, 2}, {8, 10}, {4, 8}, {}}, 10);
  EXPECT_EQ(windows.width, 4);
  EXPECT_THAT(windows.starts, testing::ElementsAre(0, 6, 4, 0));
  EXPECT_EQ(windows.span(1).end, 10);
}

}  // namespace
}  // namespace siskin::model
