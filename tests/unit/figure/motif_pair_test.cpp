#include "siskin/figure/motif_pair.hpp"

#include <gmock/gmock.h>

#include "siskin/util/error.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Query AC over the known motif CA, which begins one position behind it: C over C.
MotifPair one_in_common() {
  constexpr std::array<double, 4> kA{1, 0, 0, 0};
  constexpr std::array<double, 4> kC{0, 1, 0, 0};
  return {{"q", "", {kA, kC}, 20}, {"k", "Known", {kC, kA}, 20}, -1, "r = 1"};
}

std::vector<test::Element> drawn_pair(const MotifPair& pair) {
  Svg svg;
  draw_motif_pair(svg, pair, {50, 10}, {20, 40});
  return test::read_svg(svg.document(300, 300, "", ""));
}

std::string pair_error(const MotifPair& pair) {
  try {
    check_motif_pair(pair, "here");
  } catch (const Error& error) {
    return error.what();
  }
  return "fine";
}

TEST(MotifTitle, IsNameAndIdOrTheIdAlone) {
  EXPECT_EQ(motif_title({"id", "name", {}, 20}), "name id");
  EXPECT_EQ(motif_title({"id", "", {}, 20}), "id");
  EXPECT_EQ(motif_title({"id", "id", {}, 20}), "id");
}

TEST(DrawMotifPair, PutsPositionsInCommonIntoOneColumn) {
  const auto all = drawn_pair(one_in_common());
  const auto paths = test::elements(all, "path");
  ASSERT_EQ(paths.size(), 4U);
  const auto below = [&](std::size_t i) { return test::bounds(paths[i].attributes.at("d")); };
  EXPECT_NEAR(below(1).x, below(2).x, 0.03);
  EXPECT_NEAR(below(0).x, 50, 1.5);
  EXPECT_THAT(test::texts(all), testing::IsSupersetOf({"Known k", "r = 1"}));
  EXPECT_LE(below(3).bottom(), 10 + motif_pair_height(one_in_common(), {20, 40}) + 0.03);
}

TEST(DrawMotifPair, LeavesOutATargetWithoutRows) {
  auto pair = one_in_common();
  pair.target = {};
  pair.note = "";
  const auto all = drawn_pair(pair);
  EXPECT_EQ(test::elements(all, "path").size(), 2U);
  EXPECT_DOUBLE_EQ(motif_pair_width(pair, {20, 40}), 40);
  EXPECT_DOUBLE_EQ(motif_pair_height(pair, {20, 40}), 40);
}

TEST(DrawMotifPair, PutsTheNoteOfALoneMotifBelowIt) {
  auto pair = one_in_common();
  pair.target = {};
  pair.note = "no match, and why";
  const auto all = drawn_pair(pair);
  EXPECT_EQ(test::elements(all, "path").size(), 2U);
  double line = 0;
  for (const auto& text : test::elements(all, "text")) {
    if (text.text == pair.note) line = text.number("y");
  }
  EXPECT_GT(line, 50);
  EXPECT_LT(line, 10 + motif_pair_height(pair, {20, 40}));
  EXPECT_GT(motif_pair_width(pair, {20, 40}), 40);
}

TEST(MotifPairWidth, HoldsBothLogosAndTheTitle) {
  auto pair = one_in_common();
  EXPECT_GE(motif_pair_width(pair, {50, 40}), 150);
  pair.note = std::string(100, 'm');
  EXPECT_GT(motif_pair_width(pair, {50, 40}), 500);
}

TEST(CheckMotifPair, NamesWhatCannotBeDrawn) {
  EXPECT_EQ(pair_error(one_in_common()), "fine");
  auto pair = one_in_common();
  pair.offset = -2;
  EXPECT_THAT(pair_error(pair), HasSubstr("here: found 'k' at offset -2 beside 'q'"));
  pair.offset = 2;
  EXPECT_THAT(pair_error(pair), HasSubstr("offset 2"));
  pair.query.rows.clear();
  EXPECT_THAT(pair_error(pair), HasSubstr("'q' has no positions"));
}

}  // namespace
}  // namespace siskin::figure
