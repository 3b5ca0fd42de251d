#include "siskin/figure/panels.hpp"

#include <gtest/gtest.h>

namespace siskin::figure {
namespace {

TEST(LayOutPanels, FillsRowsOfThePage) {
  const auto panels = lay_out_panels(3, {5, 6, 100, 50}, {10, 20, 5, 15}, 240);
  ASSERT_EQ(panels.size(), 3U);
  EXPECT_EQ(panels[0].x, 15);
  EXPECT_EQ(panels[0].y, 26);
  EXPECT_EQ(panels[1].x, 15 + 115);
  EXPECT_EQ(panels[1].y, 26);
  EXPECT_EQ(panels[2].x, 15);
  EXPECT_EQ(panels[2].y, 26 + 85);
  EXPECT_EQ(panels[2].width, 100);
}

TEST(LayOutPanels, PutsAtLeastOneInARow) {
  const auto panels = lay_out_panels(2, {0, 0, 500, 50}, {}, 100);
  EXPECT_EQ(panels[1].x, 0);
  EXPECT_EQ(panels[1].y, 50);
}

}  // namespace
}  // namespace siskin::figure
