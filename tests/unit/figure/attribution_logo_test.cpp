#include "siskin/figure/attribution_logo.hpp"

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

AttributionFigure four_letters(std::vector<float> values) {
  AttributionFigure figure;
  figure.name = "seq1";
  figure.letters = "ACGT";
  figure.rows = {{"map", std::move(values)}};
  return figure;
}

std::string message_of(const AttributionFigure& figure) {
  try {
    attribution_logo(figure);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::vector<Box> letter_boxes(const AttributionFigure& figure) {
  std::vector<Box> boxes;
  for (const auto& path : test::elements(test::read_svg(attribution_logo(figure)), "path")) {
    if (path.groups == "/map") boxes.push_back(test::bounds(path.attributes.at("d")));
  }
  return boxes;
}

TEST(AttributionLogo, ScalesLettersByTheirValue) {
  const auto boxes = letter_boxes(four_letters({1, 0.5F, 0.25F, 2}));
  ASSERT_EQ(boxes.size(), 4U);
  EXPECT_NEAR(boxes[1].height, boxes[0].height / 2, 0.03);
  EXPECT_NEAR(boxes[2].height, boxes[0].height / 4, 0.03);
  EXPECT_NEAR(boxes[3].height, boxes[0].height * 2, 0.03);
  for (const auto& box : boxes) EXPECT_NEAR(box.bottom(), boxes[0].bottom(), 0.03);
}

TEST(AttributionLogo, HangsNegativeLettersUpsideDownFromTheZeroLine) {
  const auto all = test::read_svg(attribution_logo(four_letters({1, 0, 0, -1})));
  const auto paths = test::elements(all, "path");
  ASSERT_EQ(paths.size(), 2U);  // letters of value zero have no height
  const auto a = test::bounds(paths[0].attributes.at("d"));
  const auto t = test::bounds(paths[1].attributes.at("d"));
  EXPECT_NEAR(t.y, a.bottom(), 0.03);
  EXPECT_NEAR(t.height, a.height, 0.03);
  // The outline of T begins at its bar, which lies at the bottom now.
  EXPECT_EQ(paths[1].attributes.at("d").find("," + coordinate(t.bottom()) + "L"),
            1 + coordinate(t.x).size());
}

TEST(AttributionLogo, ColoursLettersByTheirBaseInEitherCase) {
  auto figure = four_letters({1, 1, 1, 1});
  figure.letters = "tNgc";
  const auto all = test::read_svg(attribution_logo(figure));
  const auto paths = test::elements(all, "path");
  ASSERT_EQ(paths.size(), 3U);
  EXPECT_EQ(paths[0].attributes.at("fill"), base_colour(3));
  EXPECT_EQ(paths[1].attributes.at("fill"), base_colour(2));
  EXPECT_EQ(test::elements(all, "rect").back().attributes.at("fill"), base_colour(4));
}

TEST(AttributionLogo, LeavesOutMissingValues) {
  const float missing = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(letter_boxes(four_letters({1, missing, missing, 2})).size(), 2U);
}

TEST(AttributionLogo, GivesRowsTheirOwnScaleUnlessToldOtherwise) {
  auto figure = four_letters({1, 1, 1, 1});
  figure.rows.push_back({"other", {10, 10, 10, 10}});
  auto boxes = letter_boxes(figure);
  EXPECT_NEAR(boxes[0].height, boxes[4].height, 0.03);
  figure.same_scale = true;
  boxes = letter_boxes(figure);
  EXPECT_NEAR(10 * boxes[0].height, boxes[4].height, 0.3);
}

TEST(AttributionLogo, DrawsSitesAndSubsetsOfTheRegionAtTheirLetters) {
  auto figure = four_letters({1, 1, 1, 1});
  figure.start = 100;
  figure.letter_width = 20;
  figure.sites = {{101, 103, "S<1>", '.'}, {0, 4, "elsewhere", '+'}};
  figure.subsets = {{"SIS 1", {{100, 101}, {103, 104}}}, {"SIS 2", {{0, 3}}}};
  const auto all = test::read_svg(attribution_logo(figure));
  const auto boxes = letter_boxes(figure);
  for (const auto& path : test::elements(all, "path")) {
    if (path.groups != "/sites") continue;
    const auto bar = test::bounds(path.attributes.at("d"));
    EXPECT_NEAR(bar.x, boxes[1].x, 1);
    EXPECT_NEAR(bar.right(), boxes[2].right(), 1);
  }
  EXPECT_THAT(test::texts(all), Contains("S<1>"));
  EXPECT_THAT(test::texts(all), Not(Contains("elsewhere")));
  EXPECT_THAT(test::texts(all), Contains("SIS 1"));
  EXPECT_THAT(test::texts(all), Not(Contains("SIS 2")));
}

TEST(AttributionLogo, LabelsPositionsByTheStartOfTheRegion) {
  auto figure = four_letters({1, 1, 1, 1});
  figure.start = 1234566;
  const auto texts = test::texts(test::read_svg(attribution_logo(figure)));
  EXPECT_THAT(texts, Contains("1234568"));
  EXPECT_THAT(texts, Contains("position in seq1 (0-based)"));
}

TEST(AttributionLogo, DrawsAnEmptyAxisForAMapOfZeros) {
  EXPECT_TRUE(letter_boxes(four_letters({0, 0, 0, 0})).empty());
}

TEST(AttributionLogo, RefusesInputItCannotDraw) {
  EXPECT_THAT(message_of(AttributionFigure{}), HasSubstr("no letters"));
  EXPECT_THAT(message_of(four_letters({1, 2})), HasSubstr("'map' has 2 values, expected one"));
  EXPECT_THAT(message_of(four_letters({1, 2, 3, std::numeric_limits<float>::infinity()})),
              HasSubstr("infinite"));
  const float missing = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(message_of(four_letters({missing, missing, missing, missing})),
              HasSubstr("no value"));
  auto figure = four_letters({1, 2, 3, 4});
  figure.rows.clear();
  EXPECT_THAT(message_of(figure), HasSubstr("no map"));
  figure.letters.assign(20001, 'A');
  EXPECT_THAT(message_of(figure), HasSubstr("smaller region"));
}

}  // namespace
}  // namespace siskin::figure
