#include "siskin/figure/label_placement.hpp"

#include <gmock/gmock.h>

namespace siskin::figure {
namespace {

constexpr Box kPage{0, 0, 200, 200};

TEST(PlaceLabels, PrefersTheRight) {
  const auto spots = place_labels({{{100, 100}, 3, 40}}, 10, kPage);
  ASSERT_TRUE(spots[0]);
  EXPECT_EQ(spots[0]->anchor, Anchor::kStart);
  EXPECT_GT(spots[0]->at.x, 103);
}

TEST(PlaceLabels, GoesLeftAtTheRightEdge) {
  const auto spots = place_labels({{{190, 100}, 3, 40}}, 10, kPage);
  ASSERT_TRUE(spots[0]);
  EXPECT_EQ(spots[0]->anchor, Anchor::kEnd);
  EXPECT_LT(spots[0]->at.x, 187);
}

TEST(PlaceLabels, KeepsLabelsOffDotsAndOffEachOther) {
  // The second dot stands where the label of the first would, on the right.
  const auto spots = place_labels({{{100, 100}, 3, 40}, {{120, 100}, 3, 40}}, 10, kPage);
  ASSERT_TRUE(spots[0]);
  ASSERT_TRUE(spots[1]);
  EXPECT_EQ(spots[0]->anchor, Anchor::kEnd);
  EXPECT_EQ(spots[1]->anchor, Anchor::kStart);
}

TEST(PlaceLabels, GoesAboveWhereBothSidesAreTaken) {
  const auto spots =
      place_labels({{{100, 100}, 3, 40}, {{120, 100}, 3, 0}, {{80, 100}, 3, 0}}, 10, kPage);
  ASSERT_TRUE(spots[0]);
  EXPECT_EQ(spots[0]->anchor, Anchor::kMiddle);
  EXPECT_LT(spots[0]->at.y, 97);
  EXPECT_FALSE(spots[1]) << "no label was asked for";
}

TEST(PlaceLabels, LeavesOutWhatHasNoRoom) {
  EXPECT_FALSE(place_labels({{{100, 100}, 3, 400}}, 10, kPage)[0]);
}

}  // namespace
}  // namespace siskin::figure
