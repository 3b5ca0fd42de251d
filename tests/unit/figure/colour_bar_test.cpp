#include "siskin/figure/colour_bar.hpp"

#include <gmock/gmock.h>

#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

std::vector<test::Element> drawn_bar(const ColourBar& bar) {
  Svg svg;
  draw_colour_bar(svg, bar, {300, 10});
  return test::read_svg(svg.document(300, 60, "", ""));
}

TEST(ColourBar, MapsValuesByTheirShareOfTheLimit) {
  const ColourBar bar{4, false, ""};
  const ColourBar unit{1, false, ""};
  EXPECT_EQ(bar.colour(0), "#ffffff");
  EXPECT_EQ(bar.colour(2), unit.colour(0.5));
  EXPECT_EQ(bar.colour(-4), unit.colour(-1));
}

TEST(ColourBar, GivesTheLastColourToWhatLiesBeyondTheLimit) {
  const ColourBar bar{4, true, ""};
  EXPECT_EQ(bar.colour(9), bar.colour(4));
  EXPECT_EQ(bar.colour(-9), bar.colour(-4));
  EXPECT_NE(bar.colour(-9), bar.colour(9));
}

TEST(DrawColourBar, LabelsTheScaleAndStaysLeftOfItsPlace) {
  const auto all = drawn_bar({2, false, "effect"});
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"effect", "0", "1", "2", "\u22121"}));
  for (const auto& rect : test::elements(all, "rect")) {
    if (rect.groups.empty()) continue;  // the page
    EXPECT_LE(rect.number("x") + rect.number("width"), 300);
    EXPECT_GE(rect.number("x"), 300 - colour_bar_width({2, false, "effect"}));
  }
}

TEST(DrawColourBar, MarksEndsThatAreOpen) {
  EXPECT_THAT(test::texts(drawn_bar({2, true, ""})), testing::IsSupersetOf({"<", ">"}));
  EXPECT_THAT(test::texts(drawn_bar({2, false, ""})), testing::Not(testing::Contains(">")));
}

}  // namespace
}  // namespace siskin::figure
