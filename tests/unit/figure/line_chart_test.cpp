#include "siskin/figure/line_chart.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "siskin/figure/palette.hpp"
#include "siskin/util/error.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::Contains;

LineChart line_chart_of(std::vector<Curve> curves) {
  LineChart chart;
  for (std::size_t i = 0; i < curves.size(); ++i) chart.labels.push_back("run" + std::to_string(i));
  chart.panels = {{"valid_loss", std::move(curves)}};
  chart.x_label = "epoch";
  chart.panel_width = 100;
  chart.panel_height = 50;
  return chart;
}

TEST(LineChart, DrawsCurvesThroughTheirPoints) {
  const auto all = test::read_svg(line_chart(line_chart_of({{{1, 0}, {2, 1}, {3, 0.5}}})));
  const auto lines = test::elements(all, "polyline");
  ASSERT_EQ(lines.size(), 1U);
  const auto points = test::points(lines[0].attributes.at("points"));
  ASSERT_EQ(points.size(), 3U);
  EXPECT_NEAR(points[1].x - points[0].x, 50, 0.02);  // three epochs over 100 units
  EXPECT_NEAR(points[2].x - points[0].x, 100, 0.02);
  EXPECT_NEAR(points[0].y - points[1].y, 50, 0.02);  // from 0 to 1
  EXPECT_NEAR(points[0].y - points[2].y, 25, 0.02);
  EXPECT_THAT(test::texts(all), Contains("valid_loss"));
  EXPECT_THAT(test::texts(all), Contains("epoch"));
}

TEST(LineChart, InterruptsCurvesWhereValuesAreMissing) {
  const double missing = std::nan("");
  const auto all = test::read_svg(line_chart(
      line_chart_of({{{1, 0}, {2, 1}, {3, missing}, {4, 1}, {5, 2}, {6, missing}, {7, 3}}})));
  EXPECT_EQ(test::elements(all, "polyline").size(), 2U);
  EXPECT_EQ(test::elements(all, "circle").size(), 1U) << "a point alone is a dot";
}

TEST(LineChart, TakesASingleEpoch) {
  const auto all = test::read_svg(line_chart(line_chart_of({{{1, 0.3}}})));
  EXPECT_EQ(test::elements(all, "circle").size(), 1U);
}

TEST(LineChart, GivesEachCurveAColourAndThenADash) {
  const std::vector<Curve> curves(kSeriesColours + 1, {{1, 0}, {2, 1}});
  const auto lines = test::elements(test::read_svg(line_chart(line_chart_of(curves))), "polyline");
  ASSERT_EQ(lines.size(), kSeriesColours + 1);
  EXPECT_EQ(lines[1].attributes.at("stroke"), series_colour(1));
  EXPECT_EQ(lines[0].attributes.count("stroke-dasharray"), 0U);
  EXPECT_EQ(lines.back().attributes.at("stroke"), series_colour(0));
  EXPECT_EQ(lines.back().attributes.count("stroke-dasharray"), 1U);
}

TEST(LineChart, NamesSeveralCurvesInALegend) {
  const Curve curve = {{1, 0}, {2, 1}};
  EXPECT_THAT(test::texts(test::read_svg(line_chart(line_chart_of({curve, curve})))),
              Contains("run1"));
  EXPECT_THAT(test::texts(test::read_svg(line_chart(line_chart_of({curve})))),
              testing::Not(Contains("run0")));
}

TEST(LineChart, RefusesPanelsWithoutValues) {
  EXPECT_THROW(line_chart(LineChart{}), Error);
  EXPECT_THROW(line_chart(line_chart_of({{}})), Error);
  EXPECT_THROW(line_chart(line_chart_of({{{1, std::numeric_limits<double>::infinity()}}})), Error);
  auto chart = line_chart_of({{{1, 2}}});
  chart.labels.clear();
  EXPECT_THROW(line_chart(chart), Error);
}

}  // namespace
}  // namespace siskin::figure
