#include "siskin/blackbox/ablation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "siskin/util/error.hpp"
#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using blackbox::AblationSite;
using blackbox::MotifPattern;
using blackbox::Replacement;

std::string ablated(std::string_view sequence, const blackbox::Edit& edit) {
  auto map_cl = test::encode(sequence);
  blackbox::apply(edit, map_cl.data(), sequence.size());
  std::string letters;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    char letter = 'N';
    for (std::size_t base = 0; base < 4; ++base) {
      if (map_cl[base * sequence.size() + i] == 1) letter = "ACGT"[base];
    }
    letters += letter;
  }
  return letters;
}

TEST(FindSites, SeesBothStrands) {
  const auto found = blackbox::find_sites("GATTAAGGTTAATC", *MotifPattern::from_letters("GATTA"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].start, 0U);
  EXPECT_EQ(found[0].end, 5U);
  EXPECT_EQ(found[0].strand, '+');
  EXPECT_EQ(found[1].start, 9U);
  EXPECT_EQ(found[1].strand, '-');
  EXPECT_EQ(found[1].name, "GATTA");
}

TEST(FindSites, CountsAPalindromeOnceAndOverlapsEach) {
  EXPECT_EQ(blackbox::find_sites("CACGTG", *MotifPattern::from_letters("CACGTG")).size(), 1U);
  EXPECT_EQ(blackbox::find_sites("AAAA", *MotifPattern::from_letters("AA")).size(), 3U);
  EXPECT_TRUE(blackbox::find_sites("A", *MotifPattern::from_letters("AA")).empty());
}

TEST(Ablations, ShuffleTheBasesOfTheSiteAlone) {
  util::Random random(1);
  const std::string sequence = "TTTACGNACTTT";
  const auto edits =
      blackbox::ablations(sequence, {{3, 9, "m", '+'}}, Replacement::kMononucleotide, 200, random);
  ASSERT_EQ(edits.size(), 200U);
  int changed = 0;
  for (const auto& edit : edits) {
    auto found = ablated(sequence, edit);
    EXPECT_EQ(found.substr(0, 3) + found.substr(9), "TTTTTT");
    EXPECT_EQ(found[6], 'N');
    changed += found != sequence ? 1 : 0;
    auto site = found.substr(3, 6);
    std::sort(site.begin(), site.end());
    EXPECT_EQ(site, "AACCGN");
  }
  EXPECT_GT(changed, 180);
}

TEST(Ablations, KeepDinucleotidesWhenAsked) {
  util::Random random(2);
  const std::string sequence = "ACGTACCAGTTA";
  const auto pairs = [](const std::string& text) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) found.push_back(text.substr(i, 2));
    std::sort(found.begin(), found.end());
    return found;
  };
  for (const auto& edit :
       blackbox::ablations(sequence, {{0, 12, "", '.'}}, Replacement::kDinucleotide, 20, random)) {
    EXPECT_EQ(pairs(ablated(sequence, edit)), pairs(sequence));
  }
}

TEST(Ablations, MaskWithNumbers) {
  util::Random random(3);
  for (const float value : {0.25F, 0.0F}) {
    const auto kind = value > 0 ? Replacement::kUniform : Replacement::kZero;
    const auto edits =
        blackbox::ablations("ACNT", {{0, 1, "", '.'}, {2, 4, "", '.'}}, kind, 1, random);
    ASSERT_EQ(edits[0].size(), 2U);
    EXPECT_EQ(edits[0][0].position, 0U);
    EXPECT_EQ(edits[0][1].position, 3U);
    EXPECT_EQ(edits[0][1].column, (blackbox::Column{value, value, value, value}));
  }
}

TEST(Ablations, ChangeNoPositionTwice) {
  util::Random random(4);
  const auto edits = blackbox::ablations("ACGTAC", {{0, 4, "", '.'}, {2, 6, "", '.'}},
                                         Replacement::kRandom, 1, random);
  ASSERT_EQ(edits[0].size(), 6U);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(edits[0][i].position, i);
}

TEST(ParseReplacement, KnowsItsWords) {
  EXPECT_EQ(blackbox::parse_replacement("random"), Replacement::kRandom);
  EXPECT_FALSE(blackbox::is_random(blackbox::parse_replacement("uniform")));
  EXPECT_FALSE(blackbox::is_random(blackbox::parse_replacement("zero")));
  EXPECT_TRUE(blackbox::is_random(blackbox::parse_replacement("dinucleotide")));
  EXPECT_THROW(blackbox::parse_replacement("shuffle"), UsageError);
}

}  // namespace
}  // namespace siskin
