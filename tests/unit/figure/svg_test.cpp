#include "siskin/figure/svg.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

TEST(EscapeXml, ReplacesTheFiveSpecialCharacters) {
  EXPECT_EQ(escape_xml("a<b & \"c\" > 'd'"), "a&lt;b &amp; &quot;c&quot; &gt; &#39;d&#39;");
}

TEST(EscapeXml, KeepsUtf8) { EXPECT_EQ(escape_xml("NF-\u03baB \u2212"), "NF-\u03baB \u2212"); }

TEST(EscapeXml, ReplacesWhatXmlCannotHold) {
  EXPECT_EQ(escape_xml(std::string("a\x01\x00z", 4)), "a\uFFFD\uFFFDz");
  EXPECT_EQ(escape_xml("\xff\xc3"), "\uFFFD\uFFFD");
}

TEST(Coordinate, HasAtMostTwoDecimalsAndNoTrailingZeros) {
  EXPECT_EQ(coordinate(12), "12");
  EXPECT_EQ(coordinate(0.5), "0.5");
  EXPECT_EQ(coordinate(1.23456), "1.23");
  EXPECT_EQ(coordinate(100), "100");
  EXPECT_EQ(coordinate(-0.001), "0");
}

TEST(Svg, WritesAWellFormedDocumentOfTheGivenSize) {
  Svg svg;
  svg.open_group("outer");
  svg.rect({1, 2, 3, 4}, "#000000");
  svg.line({0, 0}, {5, 5}, {"#111111", 2, "4 2"});
  svg.close_group();
  svg.text({7, 8}, "<A&B>", {11, Anchor::kEnd, true, "#222222", -90});
  const auto all = test::read_svg(svg.document(30, 40, "a \"title\"", "tool --x <y>"));
  EXPECT_EQ(all.front().tag, "svg");
  EXPECT_EQ(all.front().attributes.at("viewBox"), "0 0 30 40");
  EXPECT_EQ(all.front().attributes.at("width"), "30");
  EXPECT_EQ(test::elements(all, "title").front().text, "a \"title\"");
  EXPECT_EQ(test::elements(all, "desc").front().text, "tool --x <y>");
  EXPECT_EQ(test::elements(all, "line").front().groups, "/outer");
  const auto text = test::elements(all, "text").front();
  EXPECT_EQ(text.text, "<A&B>");
  EXPECT_EQ(text.attributes.at("text-anchor"), "end");
  EXPECT_EQ(text.attributes.at("transform"), "rotate(-90 7 8)");
}

TEST(Svg, WritesNoDescriptionWithoutOne) {
  EXPECT_TRUE(test::elements(test::read_svg(Svg().document(1, 1, "t", "")), "desc").empty());
}

TEST(SvgReader, SeesBrokenXml) {
  EXPECT_THROW(test::read_svg("<svg><g></svg>"), std::runtime_error);
  EXPECT_THROW(test::read_svg("<svg><g></svg></g>"), std::runtime_error);
  EXPECT_THROW(test::read_svg("<svg>a & b</svg>"), std::runtime_error);
  EXPECT_THROW(test::read_svg("<svg/><svg/>"), std::runtime_error);
}

TEST(Svg, DrawsPolygonsThatLetThrough) {
  Svg svg;
  svg.polygon({{0, 1}, {2.5, 3}, {4, 5}}, "#ff0000", 0.25);
  const auto shapes = test::elements(test::read_svg(svg.document(9, 9, "", "")), "polygon");
  ASSERT_EQ(shapes.size(), 1U);
  EXPECT_EQ(shapes[0].attributes.at("points"), "0,1 2.5,3 4,5");
  EXPECT_EQ(shapes[0].attributes.at("fill-opacity"), "0.25");
}

}  // namespace
}  // namespace siskin::figure
