#include "siskin/figure/palette.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace siskin::figure {
namespace {

int channel(const std::string& colour, std::size_t index) {
  return std::stoi(colour.substr(1 + 2 * index, 2), nullptr, 16);
}

std::size_t strongest(const std::string& colour) {
  const int values[] = {channel(colour, 0), channel(colour, 1), channel(colour, 2)};
  return static_cast<std::size_t>(std::max_element(values, values + 3) - values);
}

TEST(BaseColour, FollowsTheConventionOfLogos) {
  EXPECT_EQ(strongest(base_colour(0)), 1U) << "A is green";
  EXPECT_EQ(strongest(base_colour(1)), 2U) << "C is blue";
  EXPECT_EQ(strongest(base_colour(3)), 0U) << "T is red";
  EXPECT_GT(channel(base_colour(2), 0), 200) << "G is orange: red and some green, no blue";
  EXPECT_GT(channel(base_colour(2), 1), 120);
  EXPECT_LT(channel(base_colour(2), 2), 80);
  EXPECT_EQ(base_colour(4), base_colour(-1));
}

TEST(SeriesColour, IsDifferentForEachAndThenBeginsAgain) {
  std::set<std::string> colours;
  for (std::size_t i = 0; i < kSeriesColours; ++i) colours.insert(series_colour(i));
  EXPECT_EQ(colours.size(), kSeriesColours);
  EXPECT_EQ(series_colour(kSeriesColours), series_colour(0));
}

/// Rec. 709 weights: enough to order shades.
double lightness(const std::string& colour) {
  return 0.2126 * channel(colour, 0) + 0.7152 * channel(colour, 1) + 0.0722 * channel(colour, 2);
}

TEST(DivergingColour, RunsFromBlueOverWhiteToOrange) {
  EXPECT_EQ(diverging_colour(0), "#ffffff");
  EXPECT_EQ(strongest(diverging_colour(-1)), 2U);
  EXPECT_EQ(strongest(diverging_colour(1)), 0U);
  EXPECT_LT(channel(diverging_colour(1), 2), 30) << "no blue in the orange, for every reader";
}

TEST(DivergingColour, DarkensFromTheMiddleToBothEnds) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_GT(lightness(diverging_colour(i / 100.0)), lightness(diverging_colour((i + 1) / 100.0)));
    EXPECT_GT(lightness(diverging_colour(-i / 100.0)),
              lightness(diverging_colour(-(i + 1) / 100.0)));
    EXPECT_NEAR(lightness(diverging_colour(i / 100.0)), lightness(diverging_colour(-i / 100.0)),
                20);
  }
}

TEST(Tint, RunsFromWhiteToTheColour) {
  EXPECT_EQ(tint("#0072b2", 0), "#ffffff");
  EXPECT_EQ(tint("#0072b2", 1), "#0072b2");
  EXPECT_EQ(tint("#000000", 0.2), "#cccccc");
}

}  // namespace
}  // namespace siskin::figure
