#include "siskin/figure/strip_chart.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <set>

#include "siskin/figure/palette.hpp"
#include "siskin/util/error.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::Contains;
using testing::Not;

StripChart strip_chart_of(std::vector<StripPoint> points) {
  StripChart chart;
  chart.points = std::move(points);
  chart.value_label = "auroc";
  chart.category_label = "activation";
  return chart;
}

std::vector<test::Element> dots(const std::vector<test::Element>& all) {
  std::vector<test::Element> found;
  for (const auto& dot : test::elements(all, "circle")) {
    if (dot.groups == "/panel") found.push_back(dot);
  }
  return found;
}

TEST(Jitter, SpreadsPointsEvenlyAndDeterministically) {
  std::set<double> places;
  for (std::size_t i = 0; i < 63; ++i) {
    EXPECT_GE(jitter(i), -0.5);
    EXPECT_LT(jitter(i), 0.5);
    places.insert(jitter(i));
  }
  // The first 2^k - 1 terms of the sequence are the multiples of 2^-k.
  double expected = 1.0 / 64 - 0.5;
  for (const double place : places) {
    EXPECT_DOUBLE_EQ(place, expected);
    expected += 1.0 / 64;
  }
  EXPECT_EQ(jitter(0), 0);
}

TEST(StripChart, DrawsEveryPointAtItsValue) {
  const auto all = test::read_svg(
      strip_chart(strip_chart_of({{0, "a", "", ""}, {0.5, "a", "", ""}, {1, "b", "", ""}})));
  const auto points = dots(all);
  ASSERT_EQ(points.size(), 3U);
  const double low = points[0].number("cy");
  EXPECT_NEAR(points[1].number("cy"), low - 95, 0.02);  // half of the panel's 190
  EXPECT_NEAR(points[2].number("cy"), low - 190, 0.02);
  EXPECT_GT(points[2].number("cx"), points[0].number("cx"));
}

TEST(StripChart, DrawsTheBoxBetweenTheQuartiles) {
  // Quartiles of 0, 1, 2, 3, 4 are 1 and 3; the axis is 0 to 4 over 190 units.
  const auto all = test::read_svg(strip_chart(strip_chart_of(
      {{0, "a", "", ""}, {1, "a", "", ""}, {2, "a", "", ""}, {3, "a", "", ""}, {4, "a", "", ""}})));
  const auto rects = test::elements(all, "rect");
  ASSERT_EQ(rects.size(), 2U);  // page and box
  EXPECT_NEAR(rects[1].number("height"), 95, 0.02);
}

TEST(StripChart, GivesFewPointsNoBox) {
  const auto all = test::read_svg(strip_chart(
      strip_chart_of({{0, "a", "", ""}, {1, "a", "", ""}, {2, "a", "", ""}, {3, "a", "", ""}})));
  EXPECT_EQ(test::elements(all, "rect").size(), 1U);
}

TEST(StripChart, ShowsPanelsCategoriesAndLabels) {
  const auto all = test::read_svg(strip_chart(
      strip_chart_of({{0.7, "relu", "saliency", ""}, {0.9, "exp", "DeepLIFT <x>", ""}})));
  const auto texts = test::texts(all);
  for (const auto* expected : {"relu", "exp", "saliency", "DeepLIFT <x>", "auroc", "activation"}) {
    EXPECT_THAT(texts, Contains(expected));
  }
}

TEST(StripChart, ExplainsColoursWhenThereAreSeveral) {
  const auto all =
      test::read_svg(strip_chart(strip_chart_of({{0.7, "a", "", "one"}, {0.9, "a", "", "two"}})));
  const auto points = dots(all);
  EXPECT_EQ(points[0].attributes.at("fill"), series_colour(0));
  EXPECT_EQ(points[1].attributes.at("fill"), series_colour(1));
  EXPECT_GT(points[1].number("cx"), points[0].number("cx") + 10) << "series stand side by side";
  EXPECT_THAT(test::texts(all), Contains("two"));
  const auto single = strip_chart(strip_chart_of({{0.7, "a", "", "one"}, {0.9, "a", "", "one"}}));
  EXPECT_THAT(test::texts(test::read_svg(single)), Not(Contains("one")));
}

TEST(StripChart, StretchesTheAxisToTheReference) {
  auto chart = strip_chart_of({{0.8, "a", "", ""}, {0.9, "a", "", ""}});
  chart.reference = 0.5;
  const auto all = test::read_svg(strip_chart(chart));
  EXPECT_THAT(test::texts(all), Contains("0.5"));
  bool dashed = false;
  for (const auto& line : test::elements(all, "line")) {
    dashed = dashed || line.attributes.count("stroke-dasharray") > 0;
  }
  EXPECT_TRUE(dashed);
}

TEST(StripChart, TurnsLabelsThatDoNotFit) {
  const std::string label = "a very long name of a category";
  const auto all =
      test::read_svg(strip_chart(strip_chart_of({{0.7, label, "", ""}, {0.9, "b", "", ""}})));
  for (const auto& text : test::elements(all, "text")) {
    if (text.text == label) {
      EXPECT_EQ(text.attributes.count("transform"), 1U);
    }
  }
}

TEST(StripChart, PrintsItsNote) {
  auto chart = strip_chart_of({{0.8, "a", "", ""}});
  chart.note = "1 missing (NA), not shown";
  EXPECT_THAT(test::texts(test::read_svg(strip_chart(chart))), Contains(chart.note));
}

TEST(StripChart, RefusesNothingAndNumbersWithoutAPlace) {
  EXPECT_THROW(strip_chart(strip_chart_of({})), Error);
  EXPECT_THROW(
      strip_chart(strip_chart_of({{std::numeric_limits<double>::infinity(), "a", "", ""}})), Error);
  EXPECT_THROW(strip_chart(strip_chart_of({{std::nan(""), "a", "", ""}})), Error);
}

}  // namespace
}  // namespace siskin::figure
