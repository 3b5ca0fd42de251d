#include "siskin/figure/annotation.hpp"

#include <gmock/gmock.h>

#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::ElementsAre;

const LinearScale kTenAPosition{0, 100, 50, 1050};

std::vector<test::Element> read(const Svg& svg) {
  return test::read_svg(svg.document(1100, 200, "t", ""));
}

TEST(ClipSites, CutsAtTheBoundsAndLeavesOutTheRest) {
  const auto sites =
      clip_sites({{0, 10, "left", '+'}, {15, 25, "cut", '-'}, {30, 40, "right", '.'}}, 10, 20);
  ASSERT_EQ(sites.size(), 1U);
  EXPECT_EQ(sites[0].label, "cut");
  EXPECT_EQ(sites[0].start, 15);
  EXPECT_EQ(sites[0].end, 20);
}

TEST(ClipBlocks, CutsEachBlockAndDropsEmptySets) {
  const auto sets = clip_blocks({{"a", {{0, 12}, {14, 16}, {18, 30}}}, {"b", {{30, 40}}}}, 10, 20);
  ASSERT_EQ(sets.size(), 1U);
  EXPECT_THAT(sets[0].blocks, ElementsAre(std::pair(10, 12), std::pair(14, 16), std::pair(18, 20)));
}

TEST(DrawSites, PutsBarsAtTheirPositions) {
  Svg svg;
  EXPECT_GT(draw_sites(svg, {{10, 30, "CTCF", '.'}}, kTenAPosition, 5), 0);
  const auto bar = test::bounds(test::elements(read(svg), "path").front().attributes.at("d"));
  EXPECT_EQ(bar.x, 150);
  EXPECT_EQ(bar.right(), 350);
  EXPECT_EQ(bar.y, 5);
}

TEST(DrawSites, PointsWithTheStrand) {
  const auto path = [](char strand) {
    Svg svg;
    draw_sites(svg, {{10, 30, "", strand}}, kTenAPosition, 0);
    return test::elements(read(svg), "path").front().attributes.at("d");
  };
  EXPECT_THAT(path('+'), testing::HasSubstr("350,7"));  // tip at half the height
  EXPECT_THAT(path('-'), testing::HasSubstr("150,7"));
  EXPECT_THAT(path('.'), testing::Not(testing::HasSubstr(",7")));
}

TEST(DrawSites, PutsOverlappingBarsOnLanesOfTheirOwn) {
  Svg svg;
  const double two = draw_sites(svg, {{10, 30, "A", '.'}, {20, 40, "B", '.'}}, kTenAPosition, 0);
  const auto paths = test::elements(read(svg), "path");
  EXPECT_GT(test::bounds(paths[1].attributes.at("d")).y,
            test::bounds(paths[0].attributes.at("d")).bottom());
  Svg other;
  const double one = draw_sites(other, {{10, 30, "A", '.'}, {40, 60, "B", '.'}}, kTenAPosition, 0);
  EXPECT_GT(two, one);
}

TEST(DrawSites, PutsLabelsThatDoNotFitBesideTheirBar) {
  Svg svg;
  draw_sites(svg, {{10, 12, "long name", '.'}, {98, 100, "long name", '.'}}, kTenAPosition, 0);
  const auto texts = test::elements(read(svg), "text");
  ASSERT_EQ(texts.size(), 3U);  // the lane's name first
  EXPECT_GT(texts[1].number("x"), 170);
  EXPECT_EQ(texts[2].attributes.at("text-anchor"), "end");
  EXPECT_LT(texts[2].number("x"), 1030);
}

TEST(DrawSites, DrawsNothingForNone) {
  Svg svg;
  EXPECT_EQ(draw_sites(svg, {}, kTenAPosition, 0), 0);
  EXPECT_TRUE(test::elements(read(svg), "g").empty());
}

TEST(DrawBlockSets, DrawsEverySetOnItsLane) {
  Svg svg;
  draw_block_sets(svg, {{"SIS 1", {{0, 5}, {10, 12}}}, {"SIS 2", {{3, 4}}}}, kTenAPosition, 20);
  const auto all = read(svg);
  auto blocks = test::elements(all, "rect");
  blocks.erase(blocks.begin());  // the page
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[0].number("x"), 50);
  EXPECT_EQ(blocks[0].number("width"), 50);
  EXPECT_EQ(blocks[0].number("y"), blocks[1].number("y"));
  EXPECT_GT(blocks[2].number("y"), blocks[1].number("y") + blocks[1].number("height"));
  EXPECT_THAT(test::texts(all), ElementsAre("SIS 1", "SIS 2"));
}

}  // namespace
}  // namespace siskin::figure
