#include "siskin/figure/sequence_logo.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "siskin/figure/palette.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::Contains;
using testing::HasSubstr;

TEST(StackLetters, GivesACertainBaseTwoBits) {
  const auto letters = stack_letters({1, 0, 0, 0}, LogoScale::kBits);
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].base, 0);
  EXPECT_EQ(letters[0].bottom, 0);
  EXPECT_EQ(letters[0].top, 2);
}

TEST(StackLetters, SharesTheInformationByProbability) {
  // Entropy of (1/2, 1/4, 1/8, 1/8) is 1.75 bits, so 0.25 bits are left.
  const auto letters = stack_letters({0.25, 0.125, 0.5, 0.125}, LogoScale::kBits);
  ASSERT_EQ(letters.size(), 4U);
  EXPECT_EQ(letters[0].base, 3);
  EXPECT_EQ(letters[1].base, 1);
  EXPECT_EQ(letters[2].base, 0);
  EXPECT_EQ(letters[3].base, 2);
  EXPECT_NEAR(letters[3].top - letters[3].bottom, 0.125, 1e-12);
  EXPECT_NEAR(letters[2].top - letters[2].bottom, 0.0625, 1e-12);
  EXPECT_NEAR(letters[3].top, 0.25, 1e-12);
}

TEST(StackLetters, ShowsNothingForAUniformPosition) {
  EXPECT_TRUE(stack_letters({0.25, 0.25, 0.25, 0.25}, LogoScale::kBits).empty());
}

TEST(StackLetters, FillsTheAxisOnTheProbabilityScale) {
  const auto letters = stack_letters({0.1, 0.2, 0.3, 0.4}, LogoScale::kProbability);
  ASSERT_EQ(letters.size(), 4U);
  EXPECT_NEAR(letters[3].top, 1, 1e-12);
  EXPECT_NEAR(letters[0].top, 0.1, 1e-12);
}

TEST(StackLetters, PutsLikelierLettersHigherWithoutGaps) {
  util::Random random(5);
  for (int trial = 0; trial < 500; ++trial) {
    std::array<double, 4> row{};
    double sum = 0;
    for (double& p : row) sum += p = random.uniform();
    for (double& p : row) p /= sum;
    const auto letters = stack_letters(row, LogoScale::kBits);
    for (std::size_t i = 1; i < letters.size(); ++i) {
      ASSERT_EQ(letters[i].bottom, letters[i - 1].top);
      ASSERT_GE(row[static_cast<std::size_t>(letters[i].base)],
                row[static_cast<std::size_t>(letters[i - 1].base)]);
    }
  }
}

SequenceLogoStyle hundred_high() {
  SequenceLogoStyle style;
  style.height = 100;
  return style;
}

TEST(SequenceLogos, DrawsLettersAtTheirHeightOnThePage) {
  const seq::Motif motif{"M1", "", {{1, 0, 0, 0}, {0, 0.5, 0.5, 0}}, 20};
  const auto all = test::read_svg(sequence_logos({motif}, hundred_high()));
  const auto paths = test::elements(all, "path");
  ASSERT_EQ(paths.size(), 3U);
  const auto a = test::bounds(paths[0].attributes.at("d"));
  const auto lower = test::bounds(paths[1].attributes.at("d"));
  const auto upper = test::bounds(paths[2].attributes.at("d"));
  EXPECT_EQ(paths[0].attributes.at("fill"), base_colour(0));
  EXPECT_NEAR(a.height, 100, 0.03);     // 2 of 2 bits
  EXPECT_NEAR(lower.height, 25, 0.03);  // half of 1 bit
  EXPECT_NEAR(upper.height, 25, 0.03);
  EXPECT_NEAR(a.bottom(), lower.bottom(), 0.03);
  EXPECT_NEAR(upper.bottom(), lower.y, 0.03);
  EXPECT_GT(lower.x, a.right());
}

TEST(SequenceLogos, PutsMotifsIntoAGrid) {
  const seq::Motif motif{"M", "", {{1, 0, 0, 0}}, 20};
  auto style = hundred_high();
  style.columns = 2;
  const auto all = test::read_svg(sequence_logos({motif, motif, motif}, style));
  const auto paths = test::elements(all, "path");
  ASSERT_EQ(paths.size(), 3U);
  const auto first = test::bounds(paths[0].attributes.at("d"));
  const auto second = test::bounds(paths[1].attributes.at("d"));
  const auto third = test::bounds(paths[2].attributes.at("d"));
  EXPECT_EQ(first.y, second.y);
  EXPECT_GT(second.x, first.right());
  EXPECT_EQ(first.x, third.x);
  EXPECT_GT(third.y, first.bottom());
  EXPECT_GT(all.front().number("height"), third.bottom());
}

TEST(SequenceLogos, ShowsNamesAsTextWhateverTheyHold) {
  const seq::Motif motif{"MA<1>&2", "NF\"\u03ba\"B", {{1, 0, 0, 0}}, 20};
  auto style = hundred_high();
  style.provenance = "siskin-plot motif 'a b' --name <x>";
  const auto all = test::read_svg(sequence_logos({motif}, style));
  EXPECT_THAT(test::texts(all), Contains("MA<1>&2"));
  EXPECT_THAT(test::texts(all), Contains("NF\"\u03ba\"B"));
  EXPECT_THAT(test::texts(all), Contains("bits"));
  EXPECT_EQ(test::elements(all, "desc").front().text, style.provenance);
}

TEST(SequenceLogos, RefusesNoMotifAndEmptyMotifs) {
  EXPECT_THROW(sequence_logos({}, {}), Error);
  try {
    sequence_logos({seq::Motif{"M7", "", {}, 20}}, {});
    FAIL() << "accepted a motif without positions";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("'M7'"));
  }
}

}  // namespace
}  // namespace siskin::figure
