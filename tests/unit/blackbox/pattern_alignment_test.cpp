#include "siskin/blackbox/pattern_alignment.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/random.hpp"

namespace siskin {
namespace {

using blackbox::align_patterns;
using blackbox::place_pattern;
using blackbox::Strands;
using testing::ElementsAre;

TEST(PlacePattern, FindsAPartWithinTheWhole) {
  const auto placement = place_pattern("GAGT", "GCTGAGTCAT", Strands::kForward);
  EXPECT_EQ(placement.offset, 3);
  EXPECT_FALSE(placement.reversed);
  EXPECT_EQ(place_pattern("TTGCTGAG", "GCTGAGTCAT", Strands::kForward).offset, -2);
}

TEST(PlacePattern, ReadsTheOtherStrandWhenItFitsBetter) {
  const auto placement = place_pattern("ATGACTCAGC", "GCTGAGTCAT", Strands::kBoth);
  EXPECT_TRUE(placement.reversed);
  EXPECT_EQ(placement.offset, 0);
  EXPECT_FALSE(place_pattern("ATGACTCAGC", "GCTGAGTCAT", Strands::kForward).reversed);
}

TEST(PlacePattern, LetsNSayNothing) {
  EXPECT_EQ(place_pattern("ANNC", "AAGTC", Strands::kForward).offset, 1);
  EXPECT_EQ(place_pattern("ANNC", "ANNCNNC", Strands::kForward).offset, 0);
}

TEST(PlacePattern, BreaksTiesForwardThenNearThenLeft) {
  EXPECT_FALSE(place_pattern("ACGT", "ACGT", Strands::kBoth).reversed);
  EXPECT_EQ(place_pattern("A", "GGACA", Strands::kForward).offset, 2);
  // One equal base with shift 1 or -1.
  EXPECT_EQ(place_pattern("ACA", "CGC", Strands::kForward).offset, -1);
}

TEST(PlacePattern, PutsAPatternOnItself) {
  util::Random random(15);
  for (int round = 0; round < 200; ++round) {
    std::string pattern(1 + random.below(30), 'N');
    for (char& letter : pattern) letter = "ACGTN"[random.below(5)];
    pattern.front() = 'A';
    pattern.back() = 'C';
    const auto same = place_pattern(pattern, pattern, Strands::kBoth);
    EXPECT_EQ(same.offset, 0);
    EXPECT_FALSE(same.reversed);
    // It begins with A and ends with C, so it is not its own reverse complement.
    const auto other = place_pattern(seq::reverse_complement(pattern), pattern, Strands::kBoth);
    EXPECT_EQ(other.offset, 0);
    EXPECT_TRUE(other.reversed);
  }
}

TEST(AlignPatterns, CountsNAsAQuarterOfEachBase) {
  const auto alignment = align_patterns({"ACG", "ANG", "ANGT", "CG"}, "ACG", Strands::kForward);
  EXPECT_EQ(alignment.first, 0);
  ASSERT_EQ(alignment.motif.rows.size(), 4U);
  EXPECT_THAT(alignment.motif.rows[0], ElementsAre(0.8125, 0.0625, 0.0625, 0.0625));
  EXPECT_THAT(alignment.motif.rows[1], ElementsAre(0.125, 0.625, 0.125, 0.125));
  EXPECT_THAT(alignment.motif.rows[2], ElementsAre(0, 0, 1, 0));
  EXPECT_THAT(alignment.motif.rows[3], ElementsAre(0.1875, 0.1875, 0.1875, 0.4375));
  EXPECT_EQ(alignment.motif.sites, 4);
  EXPECT_EQ(alignment.placements[3].offset, 1);
}

TEST(AlignPatterns, LeavesOutColumnsThatFewNeed) {
  const auto alignment =
      align_patterns({"TTACG", "ACG", "ACG", "ACG", "ACGNA"}, "ACG", Strands::kForward);
  EXPECT_EQ(alignment.first, 0);
  EXPECT_EQ(alignment.motif.rows.size(), 3U);
  const auto wide = align_patterns({"TTACG", "ACG", "ACG", "ACGNA"}, "ACG", Strands::kForward);
  EXPECT_EQ(wide.first, -2);
  EXPECT_EQ(wide.motif.rows.size(), 7U);
}

TEST(AlignPatterns, KeepsAllColumnsWhenNoneIsCommon) {
  const std::string reference = "ANNNNCNNNNGNNNNT";
  const auto alignment = align_patterns({"A", "C", "G", "T", "ANC"}, reference, Strands::kForward);
  EXPECT_EQ(alignment.first, 0);
  EXPECT_FALSE(alignment.motif.rows.empty());
}

TEST(AlignPatterns, ReadsEitherStrandIntoOneMotif) {
  const auto alignment = align_patterns({"GCTGAGTCAT", "ATGACTCAGC"}, "GCTGAGTCAT", Strands::kBoth);
  std::string text;
  for (const auto& row : alignment.motif.rows) {
    for (std::size_t base = 0; base < 4; ++base) {
      if (row[base] == 1) text += seq::kLetters[base];
    }
  }
  EXPECT_EQ(text, "GCTGAGTCAT");
}

}  // namespace
}  // namespace siskin
