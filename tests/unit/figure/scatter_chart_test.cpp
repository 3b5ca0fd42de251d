#include "siskin/figure/scatter_chart.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "siskin/figure/palette.hpp"
#include "siskin/util/error.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

ScatterChart corner_points() {
  ScatterChart chart;
  chart.points = {{0, 0, "low", "a"}, {1, 2, "high", "b"}, {0.5, 1, "", "a"}};
  chart.x_label = "auroc";
  chart.y_label = "kld";
  chart.width = 100;
  chart.height = 200;
  return chart;
}

std::vector<test::Element> points_in(const std::vector<test::Element>& all) {
  std::vector<test::Element> found;
  for (const auto& dot : test::elements(all, "circle")) {
    if (dot.groups == "/points") found.push_back(dot);
  }
  return found;
}

TEST(ScatterChart, PutsPointsWhereTheirValuesAre) {
  const auto dots = points_in(test::read_svg(scatter_chart(corner_points())));
  ASSERT_EQ(dots.size(), 3U);
  EXPECT_NEAR(dots[1].number("cx") - dots[0].number("cx"), 100, 0.02);
  EXPECT_NEAR(dots[0].number("cy") - dots[1].number("cy"), 200, 0.02);
  EXPECT_NEAR(dots[2].number("cx") - dots[0].number("cx"), 50, 0.02);
  EXPECT_NEAR(dots[0].number("cy") - dots[2].number("cy"), 100, 0.02);
}

TEST(ScatterChart, ColoursAndNamesSeries) {
  const auto all = test::read_svg(scatter_chart(corner_points()));
  const auto dots = points_in(all);
  EXPECT_EQ(dots[0].attributes.at("fill"), series_colour(0));
  EXPECT_EQ(dots[1].attributes.at("fill"), series_colour(1));
  EXPECT_EQ(dots[2].attributes.at("fill"), series_colour(0));
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"a", "b", "auroc", "kld", "low", "high"}));
  auto one = corner_points();
  for (auto& point : one.points) point.series = "a";
  EXPECT_THAT(test::texts(test::read_svg(scatter_chart(one))), Not(Contains("a")));
}

TEST(ScatterChart, MakesRingsWhenColoursAreUsedUp) {
  ScatterChart chart;
  for (std::size_t i = 0; i <= kSeriesColours; ++i)
    chart.points.push_back({static_cast<double>(i), 0, "", std::to_string(i)});
  const auto all = test::read_svg(scatter_chart(chart));
  EXPECT_EQ(points_in(all).size(), kSeriesColours + 2);
  EXPECT_EQ(points_in(all).back().attributes.at("fill"), "#ffffff");
  EXPECT_EQ(test::elements(all, "circle").size(), 2 * (kSeriesColours + 2)) << "in the legend too";
}

TEST(ScatterChart, RefusesMoreColoursThanCanBeToldApart) {
  ScatterChart chart;
  for (std::size_t i = 0; i < 2 * kSeriesColours; ++i)
    chart.points.push_back({static_cast<double>(i), 0, "", std::to_string(i)});
  EXPECT_NO_THROW(scatter_chart(chart));
  chart.points.push_back({0, 1, "", "one more"});
  EXPECT_THROW(scatter_chart(chart), Error);
}

TEST(ScatterChart, SaysHowManyNamesHaveNoRoom) {
  auto chart = corner_points();
  chart.points[0].label = std::string(100, 'x');
  chart.note = "Pearson 1";
  const auto texts = test::texts(test::read_svg(scatter_chart(chart)));
  EXPECT_THAT(texts, Contains("1 name without room, not shown"));
  EXPECT_THAT(texts, Contains("Pearson 1"));
}

TEST(ScatterChart, DrawsADiagonalWhereTheAxesMeet) {
  auto chart = corner_points();
  const auto dashed = [](const ScatterChart& drawn) {
    std::vector<test::Element> lines;
    for (const auto& line : test::elements(test::read_svg(scatter_chart(drawn)), "line")) {
      if (line.attributes.count("stroke-dasharray") > 0) lines.push_back(line);
    }
    return lines;
  };
  EXPECT_TRUE(dashed(chart).empty());
  chart.diagonal = true;
  const auto lines = dashed(chart);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NEAR(lines[0].number("x2") - lines[0].number("x1"), 100, 0.02);  // 0 to 1 of 0 to 1
  EXPECT_NEAR(lines[0].number("y1") - lines[0].number("y2"), 100, 0.02);  // 0 to 1 of 0 to 2
}

TEST(ScatterChart, RefusesWhatIsNoPoint) {
  EXPECT_THROW(scatter_chart(ScatterChart{}), Error);
  auto chart = corner_points();
  chart.points[0].y = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(scatter_chart(chart), Error);
}

}  // namespace
}  // namespace siskin::figure
