#include "siskin/figure/motif_matches.hpp"

#include <gmock/gmock.h>

#include "siskin/figure/palette.hpp"
#include "siskin/util/error.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Query ACG over the known motif TACGT, whose second position lies under the first of the query.
MotifPair three_over_five() {
  constexpr std::array<double, 4> kA{1, 0, 0, 0};
  constexpr std::array<double, 4> kC{0, 1, 0, 0};
  constexpr std::array<double, 4> kG{0, 0, 1, 0};
  constexpr std::array<double, 4> kT{0, 0, 0, 1};
  return {{"filter7", "", {kA, kC, kG}, 20},
          {"MA1", "FACTOR", {kT, kA, kC, kG, kT}, 20},
          1,
          "E = 0.001"};
}

MotifMatchesStyle plain_style() {
  MotifMatchesStyle style;
  style.height = 50;
  style.letter_width = 20;
  return style;
}

std::vector<Box> letters_of(const std::vector<test::Element>& all) {
  std::vector<Box> boxes;
  for (const auto& path : test::elements(all, "path"))
    boxes.push_back(test::bounds(path.attributes.at("d")));
  return boxes;
}

TEST(MotifMatches, PutsEqualPositionsIntoOneColumn) {
  const auto all = test::read_svg(motif_matches({three_over_five()}, plain_style()));
  const auto letters = letters_of(all);
  ASSERT_EQ(letters.size(), 8U);
  const auto paths = test::elements(all, "path");
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(letters[i].x, letters[i + 4].x, 0.03);  // behind the T of the known motif
    EXPECT_EQ(paths[i].attributes.at("fill"), paths[i + 4].attributes.at("fill"));
    EXPECT_NEAR(letters[i].height, 50, 0.03);
    EXPECT_GT(letters[i + 4].y, letters[i].bottom());
  }
  EXPECT_NEAR(letters[0].x - letters[3].x, 20, 0.03);
  EXPECT_EQ(paths[3].attributes.at("fill"), base_colour(3));
}

TEST(MotifMatches, TintsThePositionsInCommon) {
  auto pair = three_over_five();
  pair.offset = -1;  // the query begins one position before the known motif: two in common
  const auto all = test::read_svg(motif_matches({pair}, plain_style()));
  const auto letters = letters_of(all);
  EXPECT_NEAR(letters[3].x - letters[0].x, 20, 0.03);
  std::size_t grounds = 0;
  for (const auto& rect : test::elements(all, "rect")) {
    if (rect.groups != "/match") continue;
    ++grounds;
    EXPECT_NEAR(rect.number("width"), 40, 0.03);
    EXPECT_LT(rect.number("x"), letters[1].x);
    EXPECT_GT(rect.number("x"), letters[0].x);
  }
  EXPECT_EQ(grounds, 2U);
}

TEST(MotifMatches, NamesBothMotifsAndTheirFit) {
  auto style = plain_style();
  style.provenance = "siskin-plot matches";
  const auto all = test::read_svg(motif_matches({three_over_five()}, style));
  const auto texts = test::texts(all);
  for (const auto* expected : {"filter7", "FACTOR MA1", "E = 0.001", "bits"})
    EXPECT_THAT(texts, Contains(expected));
  EXPECT_EQ(test::elements(all, "title").front().text, "Motifs above their 1 match");
  EXPECT_EQ(test::elements(all, "desc").front().text, "siskin-plot matches");
}

TEST(MotifMatches, PutsPairsIntoAGridWithinThePage) {
  auto style = plain_style();
  style.columns = 2;
  const auto pair = three_over_five();
  const auto all = test::read_svg(motif_matches({pair, pair, pair}, style));
  const auto letters = letters_of(all);
  ASSERT_EQ(letters.size(), 24U);
  EXPECT_EQ(letters[0].y, letters[8].y);
  EXPECT_GT(letters[8].x, letters[7].right());
  EXPECT_EQ(letters[0].x, letters[16].x);
  EXPECT_GT(letters[16].y, letters[7].bottom());
  for (const auto& letter : letters) {
    EXPECT_LT(letter.right(), all.front().number("width"));
    EXPECT_LT(letter.bottom(), all.front().number("height"));
  }
}

TEST(MotifMatches, DrawsAQueryWithoutAMatchAlone) {
  auto lone = three_over_five();
  lone.target = {};
  lone.note = "no match";
  const auto both = test::read_svg(motif_matches({three_over_five(), lone}, plain_style()));
  EXPECT_EQ(letters_of(both).size(), 11U);
  EXPECT_THAT(test::texts(both), Contains("no match"));
  EXPECT_EQ(test::elements(both, "title").front().text, "Motifs above their 1 match");
  const auto alone = test::read_svg(motif_matches({lone}, plain_style()));
  EXPECT_EQ(test::elements(alone, "title").front().text, "Motifs without a match");
}

std::string refusal_of(const std::vector<MotifPair>& pairs) {
  try {
    motif_matches(pairs, {});
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(MotifMatches, RefusesWhatCannotBeDrawn) {
  EXPECT_THAT(refusal_of({}), HasSubstr("found no motif"));
  auto pair = three_over_five();
  pair.offset = 5;
  EXPECT_THAT(refusal_of({pair}), HasSubstr("'MA1' at offset 5 beside 'filter7'"));
  pair.offset = -3;
  EXPECT_THAT(refusal_of({pair}), HasSubstr("expected a position in common"));
  pair.query.rows.clear();
  EXPECT_THAT(refusal_of({pair}), HasSubstr("'filter7' has no positions"));
}

}  // namespace
}  // namespace siskin::figure
