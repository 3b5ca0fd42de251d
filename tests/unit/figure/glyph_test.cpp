#include "siskin/figure/glyph.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "siskin/figure/palette.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

constexpr double kRounding = 0.011;  // coordinates have two decimals

void expect_box(const Box& found, const Box& expected) {
  EXPECT_NEAR(found.x, expected.x, kRounding);
  EXPECT_NEAR(found.y, expected.y, kRounding);
  EXPECT_NEAR(found.right(), expected.right(), kRounding);
  EXPECT_NEAR(found.bottom(), expected.bottom(), kRounding);
}

TEST(GlyphPath, FillsItsBoxExactly) {
  const Box tall{10, 20, 15, 90};
  const Box flat{3, 4, 200, 1.5};
  for (int base = 0; base < 4; ++base) {
    SCOPED_TRACE(base);
    expect_box(test::bounds(glyph_path(base, tall)), tall);
    expect_box(test::bounds(glyph_path(base, flat)), flat);
    expect_box(test::bounds(glyph_path(base, tall, true)), tall);
  }
}

TEST(GlyphPath, StandsOnItsHeadBelowTheAxis) {
  const Box box{0, 0, 10, 10};
  // The bar of T is its widest part: the first two points of the outline, on top or at the bottom.
  EXPECT_EQ(glyph_path(3, box).substr(0, 11), "M0,0L10,0L1");
  EXPECT_EQ(glyph_path(3, box, true).substr(0, 13), "M0,10L10,10L1");
}

TEST(GlyphPath, HasACounterInAOnly) {
  const auto outlines = [](int base) {
    const auto data = glyph_path(base, {0, 0, 10, 10});
    return std::count(data.begin(), data.end(), 'M');
  };
  EXPECT_EQ(outlines(0), 2);
  for (int base = 1; base < 4; ++base) EXPECT_EQ(outlines(base), 1);
}

TEST(DrawLetter, UsesTheColourOfTheBase) {
  Svg svg;
  draw_letter(svg, 2, {0, 0, 10, 10});
  draw_letter(svg, 4, {1, 2, 10, 20});
  const auto all = test::read_svg(svg.document(50, 50, "t", ""));
  EXPECT_EQ(test::elements(all, "path").front().attributes.at("fill"), base_colour(2));
  const auto bar = test::elements(all, "rect").back();
  EXPECT_EQ(bar.attributes.at("fill"), base_colour(4));
  EXPECT_EQ(bar.number("height"), 20);
}

}  // namespace
}  // namespace siskin::figure
