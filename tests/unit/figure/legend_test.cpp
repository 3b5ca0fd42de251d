#include "siskin/figure/legend.hpp"

#include <gmock/gmock.h>

#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

TEST(DrawLegend, DrawsNothingForNoEntries) {
  Svg svg;
  EXPECT_EQ(draw_legend(svg, {}, {0, 0}, 100), 0);
}

TEST(DrawLegend, ShowsDotsAndLinesInTheirColours) {
  Svg svg;
  draw_legend(svg, {{"relu", "#112233", "", false}, {"exp", "#445566", "4 2", true}}, {0, 0}, 500);
  const auto all = test::read_svg(svg.document(500, 50, "t", ""));
  EXPECT_THAT(test::texts(all), testing::ElementsAre("relu", "exp"));
  EXPECT_EQ(test::elements(all, "circle").front().attributes.at("fill"), "#112233");
  EXPECT_EQ(test::elements(all, "line").front().attributes.at("stroke"), "#445566");
  EXPECT_EQ(test::elements(all, "line").front().attributes.at("stroke-dasharray"), "4 2");
}

TEST(DrawLegend, StartsANewLineWhereTheWidthEnds) {
  const std::vector<LegendEntry> entries(4, {"a long label", "#000000", "", false});
  Svg wide;
  Svg narrow;
  const double one_line = draw_legend(wide, entries, {0, 0}, 1000);
  EXPECT_EQ(draw_legend(narrow, entries, {0, 0}, 100), 4 * one_line);
}

TEST(WidestEntry, HasRoomForKeyAndText) {
  EXPECT_EQ(widest_entry({}), 0);
  const LegendEntry small{"a", "#000000", "", false};
  const LegendEntry wide{"a long label", "#000000", "", true};
  EXPECT_EQ(widest_entry({small, wide}), widest_entry({wide}));
  EXPECT_GT(widest_entry({wide}), widest_entry({small}) + 10);
}

TEST(DrawLegend, MakesHollowDotsRings) {
  Svg svg;
  draw_legend(svg, {{"full", "#111111", "", false}, {"ring", "#222222", "", false, true}}, {0, 0},
              500);
  const auto dots = test::elements(test::read_svg(svg.document(500, 50, "", "")), "circle");
  ASSERT_EQ(dots.size(), 3U);
  EXPECT_EQ(dots[2].attributes.at("fill"), "#ffffff");
  EXPECT_EQ(dots[2].attributes.at("cx"), dots[1].attributes.at("cx"));
  EXPECT_LT(dots[2].number("r"), dots[1].number("r"));
}

}  // namespace
}  // namespace siskin::figure
