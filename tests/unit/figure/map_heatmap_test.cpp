#include "siskin/figure/map_heatmap.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "siskin/figure/colour_bar.hpp"
#include "siskin/util/error.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Bases A, C, N with the values 1..4, -1..-4 and 0, cells of 10 x 10.
MapHeatmap small_heatmap() {
  MapHeatmap map;
  map.name = "s";
  map.start = 100;
  map.letters = "ACN";
  map.values_cl = {1, -1, 0, 2, -2, 0, 3, -3, 0, 4, -4, 0};
  map.value_label = "effect";
  map.cell_width = 10;
  map.cell_height = 10;
  return map;
}

/// Cells, and not the page or the colour bar.
std::vector<test::Element> cells_in(const std::vector<test::Element>& all) {
  std::vector<test::Element> cells;
  for (const auto& rect : test::elements(all, "rect")) {
    if (rect.groups == "/map") cells.push_back(rect);
  }
  return cells;
}

std::string heatmap_error(const MapHeatmap& map) {
  try {
    map_heatmap(map);
  } catch (const Error& error) {
    return error.what();
  }
  return "drawn";
}

TEST(MapHeatmap, ColoursACellABaseAndPosition) {
  const auto cells = cells_in(test::read_svg(map_heatmap(small_heatmap())));
  ASSERT_EQ(cells.size(), 8U) << "zeros are white, as the page is";
  const ColourBar bar{4, false, ""};
  for (int base = 0; base < 4; ++base) {
    const auto& first = cells[static_cast<std::size_t>(base)];
    const auto& second = cells[static_cast<std::size_t>(base) + 4];
    EXPECT_EQ(first.attributes.at("fill"), bar.colour(base + 1));
    EXPECT_EQ(second.attributes.at("fill"), bar.colour(-base - 1));
    EXPECT_NEAR(second.number("x") - first.number("x"), 10, 0.02);
    EXPECT_NEAR(first.number("y") - cells[0].number("y"), 10 * base, 0.02);
    EXPECT_NEAR(first.number("height"), 10, 0.02);
  }
}

TEST(MapHeatmap, MarksTheBaseThatIsThere) {
  const auto all = test::read_svg(map_heatmap(small_heatmap()));
  const auto cells = cells_in(all);
  const auto dots = test::elements(all, "circle");
  ASSERT_EQ(dots.size(), 2U) << "none for N";
  EXPECT_NEAR(dots[0].number("cx"), cells[0].number("x") + 5, 0.02);
  EXPECT_NEAR(dots[0].number("cy"), cells[0].number("y") + 5, 0.02);  // A
  EXPECT_NEAR(dots[1].number("cy"), cells[5].number("y") + 5, 0.02);  // C
  EXPECT_EQ(test::elements(all, "path").size(), 2U) << "letters above";
}

TEST(MapHeatmap, BreaksLongRegionsIntoLines) {
  auto map = small_heatmap();
  map.bases_a_line = 2;
  map.letters = "ACGTA";
  map.values_cl.assign(20, 1);
  const auto all = test::read_svg(map_heatmap(map));
  const auto cells = cells_in(all);
  ASSERT_EQ(cells.size(), 20U);
  EXPECT_NEAR(cells[8].number("x"), cells[0].number("x"), 0.02);
  EXPECT_NEAR(cells[16].number("x"), cells[0].number("x"), 0.02);
  EXPECT_GT(cells[8].number("y"), cells[3].number("y") + 10);
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"100", "102", "104"}));
}

TEST(MapHeatmap, ClipsColoursAtALimit) {
  auto map = small_heatmap();
  map.limit = 2;
  const auto all = test::read_svg(map_heatmap(map));
  const auto cells = cells_in(all);
  EXPECT_EQ(cells[1].attributes.at("fill"), cells[3].attributes.at("fill"));  // 2 and 4
  EXPECT_NE(cells[0].attributes.at("fill"), cells[1].attributes.at("fill"));
  EXPECT_THAT(test::texts(all), Contains(">"));
}

TEST(MapHeatmap, PutsSitesUnderTheirLine) {
  auto map = small_heatmap();
  map.sites = {{100, 103, "GATA", '+'}, {300, 310, "far", '+'}};
  const auto texts = test::texts(test::read_svg(map_heatmap(map)));
  EXPECT_THAT(texts, Contains("GATA"));
  EXPECT_THAT(texts, testing::Not(Contains("far")));
}

TEST(MapHeatmap, DrawsAMapOfZeros) {
  auto map = small_heatmap();
  map.values_cl.assign(12, 0);
  EXPECT_EQ(cells_in(test::read_svg(map_heatmap(map))).size(), 0U);
}

TEST(MapHeatmap, RefusesWhatItCannotDraw) {
  auto map = small_heatmap();
  map.values_cl.pop_back();
  EXPECT_THAT(heatmap_error(map), HasSubstr("found 11 values, expected four for each of 3"));
  map = small_heatmap();
  map.values_cl[0] = std::numeric_limits<float>::infinity();
  EXPECT_THAT(heatmap_error(map), HasSubstr("a value that is not finite"));
  map.values_cl[0] = std::nanf("");
  EXPECT_THAT(heatmap_error(map), HasSubstr("a value that is not finite"));
  map = small_heatmap();
  map.limit = 0;
  EXPECT_THAT(heatmap_error(map), HasSubstr("limit above 0"));
  EXPECT_THAT(heatmap_error(MapHeatmap{}), HasSubstr("no letters"));
  map.letters.assign(20001, 'A');
  EXPECT_THAT(heatmap_error(map), HasSubstr("at most 20000"));
}

}  // namespace
}  // namespace siskin::figure
