#include "siskin/blackbox/motif_pattern.hpp"

#include <gtest/gtest.h>

#include <map>

namespace siskin {
namespace {

using blackbox::MotifPattern;

TEST(MotifPattern, ReadsLettersOfBothCases) {
  const auto pattern = MotifPattern::from_letters("acgTu");
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->consensus(), "ACGTT");
  EXPECT_EQ(pattern->name(), "ACGTU");
  EXPECT_EQ(pattern->width(), 5U);
}

TEST(MotifPattern, RefusesWhatIsNoLetterOfBases) {
  for (const char* text : {"", "ACX", "AC-", "motifs.meme", "AC GT"}) {
    EXPECT_FALSE(MotifPattern::from_letters(text)) << text;
  }
}

TEST(MotifPattern, DrawsTheBasesOfALetterEquallyOften) {
  const auto pattern = *MotifPattern::from_letters("RNB");
  util::Random random(1);
  std::map<std::string, int> counts;
  for (int i = 0; i < 6000; ++i) ++counts[pattern.sample(random)];
  EXPECT_EQ(counts.size(), 6U);
  for (const auto& [letters, count] : counts) {
    EXPECT_EQ(letters[1], 'N');
    EXPECT_NEAR(count, 1000, 150) << letters;
  }
}

TEST(MotifPattern, DrawsFromAMatrix) {
  seq::Motif motif;
  motif.id = "m";
  motif.rows = {{0.7, 0.3, 0, 0}, {0, 0, 0, 1}};
  const auto pattern = MotifPattern::from_matrix(motif);
  EXPECT_EQ(pattern.consensus(), "AT");
  util::Random random(2);
  int first = 0;
  for (int i = 0; i < 10000; ++i) first += pattern.sample(random) == "AT" ? 1 : 0;
  EXPECT_NEAR(first, 7000, 200);
}

TEST(MotifPattern, MatchesWhereEveryBaseIsPossible) {
  const auto pattern = *MotifPattern::from_letters("CANNTG");
  EXPECT_TRUE(pattern.matches("ttcagctgaa", 2));
  EXPECT_TRUE(pattern.matches("CANNTG", 0));
  EXPECT_FALSE(pattern.matches("NANNTG", 0));
  EXPECT_FALSE(pattern.matches("CAGCTG", 1));
  EXPECT_FALSE(pattern.matches("CAGCTG", 7));
}

TEST(MotifPattern, ReadsTheOtherStrand) {
  const auto pattern = *MotifPattern::from_letters("ACRN");
  const auto other = pattern.reverse_complement();
  EXPECT_TRUE(other.matches("ATGT", 0));
  EXPECT_TRUE(other.matches("CCGT", 0));
  EXPECT_FALSE(other.matches("CAGT", 0));
  EXPECT_EQ(other.reverse_complement().consensus(), pattern.consensus());
}

}  // namespace
}  // namespace siskin
