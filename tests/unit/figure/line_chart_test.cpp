#include "siskin/figure/line_chart.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <limits>

#include "siskin/figure/palette.hpp"
#include "siskin/util/error.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::Contains;

LineChart line_chart_of(std::vector<Curve> curves) {
  LineChart chart;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < curves.size(); ++i) labels.push_back("run" + std::to_string(i));
  chart.series = line_series(labels);
  chart.panels = {{"valid_loss", std::move(curves), {}, {}}};
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
  auto named = line_chart_of({curve});
  named.legend = true;
  EXPECT_THAT(test::texts(test::read_svg(line_chart(named))), Contains("run0"));
}

TEST(LineChart, DrawsBandsUnderTheCurves) {
  auto chart = line_chart_of({{{1, 1}, {2, 1}, {3, 1}, {4, 1}}});
  const double missing = std::nan("");
  chart.panels[0].bands = {{{1, 0, 2}, {2, 0.5, 1.5}, {3, missing, missing}, {4, 0, 2}}};
  const auto all = test::read_svg(line_chart(chart));
  const auto bands = test::elements(all, "polygon");
  ASSERT_EQ(bands.size(), 1U) << "one point alone is no band";
  EXPECT_EQ(bands[0].attributes.at("fill"), series_colour(0));
  const auto outline = test::points(bands[0].attributes.at("points"));
  ASSERT_EQ(outline.size(), 4U);
  EXPECT_NEAR(outline[3].y - outline[0].y, 50, 0.02);  // 0 to 2, the whole axis
  EXPECT_NEAR(outline[2].y - outline[1].y, 25, 0.02);
}

TEST(LineChart, KeepsToItsBounds) {
  auto chart = line_chart_of({{{0.4, 0.5}, {0.6, 0.5}}});
  chart.x_bounds = AxisBounds{0, 1};
  chart.y_bounds = AxisBounds{0, 1};
  chart.diagonal = true;
  const auto all = test::read_svg(line_chart(chart));
  const auto points = test::points(test::elements(all, "polyline")[0].attributes.at("points"));
  EXPECT_NEAR(points[1].x - points[0].x, 20, 0.02);
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"0.0", "1.0"}));
  std::vector<test::Element> dashed;
  for (const auto& line : test::elements(all, "line")) {
    if (line.attributes.count("stroke-dasharray") > 0) dashed.push_back(line);
  }
  ASSERT_EQ(dashed.size(), 1U);
  EXPECT_NEAR(dashed[0].number("x2") - dashed[0].number("x1"), 100, 0.02);
  EXPECT_NEAR(dashed[0].number("y1") - dashed[0].number("y2"), 50, 0.02);
}

TEST(LineChart, RefusesWhatIsOutsideOfItsBounds) {
  const auto error_of = [](const std::function<void(LineChart&)>& change) -> std::string {
    auto chart = line_chart_of({{{0, 0}, {1, 1 + 1e-12}}});
    chart.x_bounds = AxisBounds{0, 1};
    chart.y_bounds = AxisBounds{0, 1};
    change(chart);
    try {
      line_chart(chart);
    } catch (const Error& error) {
      return error.what();
    }
    return "drawn";
  };
  EXPECT_EQ(error_of([](LineChart&) {}), "drawn") << "rounding";
  EXPECT_EQ(error_of([](LineChart& chart) { chart.panels[0].curves[0][1].y = 37; }),
            "line chart: found 37 on the vertical axis, expected values from 0 to 1");
  EXPECT_EQ(error_of([](LineChart& chart) { chart.panels[0].curves[0][0].x = -2; }),
            "line chart: found -2 on the horizontal axis, expected values from 0 to 1");
  EXPECT_NE(error_of([](LineChart& chart) { chart.panels[0].levels = {{2, {}}}; }), "drawn");
  EXPECT_NE(error_of([](LineChart& chart) { chart.panels[0].bands = {{{0, 0, 3}}}; }), "drawn");
}

TEST(LineChart, DrawsLevelsInTheirColourOrGrey) {
  auto chart = line_chart_of({{{1, 0}, {2, 1}}, {{1, 1}, {2, 0}}});
  chart.panels[0].levels = {{0.25, {}}, {0.75, 1}};
  std::vector<test::Element> dashed;
  for (const auto& line : test::elements(test::read_svg(line_chart(chart)), "line")) {
    if (line.attributes.count("stroke-dasharray") > 0) dashed.push_back(line);
  }
  ASSERT_EQ(dashed.size(), 2U);
  EXPECT_EQ(dashed[0].attributes.at("stroke"), kQuiet);
  EXPECT_EQ(dashed[1].attributes.at("stroke"), series_colour(1));
  EXPECT_NEAR(dashed[0].number("y1") - dashed[1].number("y1"), 25, 0.02);
}

TEST(LineChart, PutsDotsOnEveryPointWhenAsked) {
  auto chart = line_chart_of({{{1, 0}, {2, 1}, {3, 0.5}}});
  chart.dots = true;
  EXPECT_EQ(test::elements(test::read_svg(line_chart(chart)), "circle").size(), 3U);
}

TEST(LineChart, NamesTheValueAxisInPlaceOfTheTitle) {
  auto chart = line_chart_of({{{1, 0}, {2, 1}}});
  chart.y_label = "output";
  const auto all = test::read_svg(line_chart(chart));
  EXPECT_THAT(test::texts(all), Contains("output"));
  EXPECT_EQ(test::elements(all, "title")[0].text, "output by epoch");
}

TEST(LineChart, GivesPanelsOfOneQuantityOneAxis) {
  auto chart = line_chart_of({{{1, 0}, {2, 1}}});
  chart.panels.push_back({"other", {{{1, 0}, {2, 10}}}, {}, {}});
  const auto heights = [](const LineChart& drawn) {
    std::vector<double> found;
    for (const auto& line : test::elements(test::read_svg(line_chart(drawn)), "polyline")) {
      const auto points = test::points(line.attributes.at("points"));
      found.push_back(points[0].y - points[1].y);
    }
    return found;
  };
  EXPECT_NEAR(heights(chart)[0], 50, 0.02);
  chart.y_label = "output";
  EXPECT_NEAR(heights(chart)[0], 5, 0.02);
  EXPECT_NEAR(heights(chart)[1], 50, 0.02);
}

TEST(LineChart, PassesOverPointsThatCannotBeToldApart) {
  Curve dense;
  for (int i = 0; i <= 100000; ++i) dense.push_back({i / 100000.0, i / 100000.0});
  const auto lines = test::elements(test::read_svg(line_chart(line_chart_of({dense}))), "polyline");
  const auto points = test::points(lines[0].attributes.at("points"));
  EXPECT_LT(points.size(), 400U);
  EXPECT_NEAR(points.back().x - points.front().x, 100, 0.02);
  EXPECT_NEAR(points.front().y - points.back().y, 50, 0.02);
}

TEST(LineSeries, TakesColoursThenDashes) {
  const auto series = line_series(std::vector<std::string>(kSeriesColours + 1, "x"));
  EXPECT_EQ(series[1].colour, 1U);
  EXPECT_EQ(series[1].dash, 0U);
  EXPECT_EQ(series.back().colour, 0U);
  EXPECT_EQ(series.back().dash, 1U);
}

TEST(LineChart, RefusesPanelsWithoutValues) {
  EXPECT_THROW(line_chart(LineChart{}), Error);
  EXPECT_THROW(line_chart(line_chart_of({{}})), Error);
  EXPECT_THROW(line_chart(line_chart_of({{{1, std::numeric_limits<double>::infinity()}}})), Error);
  auto chart = line_chart_of({{{1, 2}}});
  chart.series.clear();
  EXPECT_THROW(line_chart(chart), Error);
  chart = line_chart_of({{{1, 2}}});
  chart.panels[0].bands.resize(2);
  EXPECT_THROW(line_chart(chart), Error);
}

}  // namespace
}  // namespace siskin::figure
