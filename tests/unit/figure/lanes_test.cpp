#include "siskin/figure/lanes.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "siskin/util/random.hpp"

namespace siskin::figure {
namespace {

using testing::ElementsAre;

TEST(AssignLanes, KeepsSeparateItemsInOneLane) {
  EXPECT_THAT(assign_lanes({{0, 10}, {12, 20}, {22, 30}}, 2), ElementsAre(0, 0, 0));
}

TEST(AssignLanes, MovesOverlappingItemsDown) {
  EXPECT_THAT(assign_lanes({{0, 10}, {5, 15}, {8, 9}, {11, 12}}, 1), ElementsAre(0, 1, 2, 0));
}

TEST(AssignLanes, CountsTooSmallAGapAsOverlap) {
  EXPECT_THAT(assign_lanes({{0, 10}, {11, 20}}, 2), ElementsAre(0, 1));
}

TEST(AssignLanes, TakesItemsInAnyOrder) {
  EXPECT_THAT(assign_lanes({{20, 30}, {0, 25}}, 0), ElementsAre(1, 0));
  EXPECT_TRUE(assign_lanes({}, 1).empty());
}

TEST(AssignLanes, NeedsAsManyLanesAsItemsOverlapAtAPoint) {
  util::Random random(3);
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<Extent> items;
    for (int i = 0; i < 30; ++i) {
      const double begin = 100 * random.uniform();
      items.push_back({begin, begin + 15 * random.uniform()});
    }
    const auto lanes = assign_lanes(items, 0);
    std::size_t deepest = 0;
    for (const auto& at : items) {
      deepest = std::max(deepest, static_cast<std::size_t>(std::count_if(
                                      items.begin(), items.end(), [&at](const Extent& other) {
                                        return other.begin <= at.begin && at.begin < other.end;
                                      })));
    }
    EXPECT_EQ(1 + *std::max_element(lanes.begin(), lanes.end()), deepest);
  }
}

}  // namespace
}  // namespace siskin::figure
