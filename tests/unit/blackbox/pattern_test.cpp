#include "siskin/blackbox/pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/error_message.hpp"

namespace siskin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(TrimPattern, CutsBothEndsAndKeepsWhatLiesBetween) {
  const auto pattern = blackbox::trim_pattern("NNANTNN");
  EXPECT_EQ(pattern.text, "ANT");
  EXPECT_EQ(pattern.start, 2U);
  EXPECT_EQ(blackbox::trim_pattern("ACGT").text, "ACGT");
  EXPECT_EQ(blackbox::trim_pattern("NNNG").start, 3U);
}

TEST(TrimPattern, RefusesWhatIsNoSubset) {
  EXPECT_THAT(test::error_message([] { blackbox::trim_pattern("NNN"); }),
              HasSubstr("expected at least one base"));
  EXPECT_THAT(test::error_message([] { blackbox::trim_pattern(""); }),
              HasSubstr("expected at least one base"));
  EXPECT_THAT(test::error_message([] { blackbox::trim_pattern("NAcN"); }), HasSubstr("found 'c'"));
}

std::vector<std::string> pieces_of(const std::string& window, std::size_t max_gap) {
  std::vector<std::string> pieces;
  for (const auto& piece : blackbox::split_pattern(blackbox::trim_pattern(window), max_gap)) {
    pieces.push_back(std::to_string(piece.start) + piece.text);
  }
  return pieces;
}

TEST(SplitPattern, CutsWhereTheGapIsTooWide) {
  const std::string window = "NNACNGNNTNNNAANN";
  EXPECT_THAT(pieces_of(window, 0), ElementsAre("2AC", "5G", "8T", "12AA"));
  EXPECT_THAT(pieces_of(window, 1), ElementsAre("2ACNG", "8T", "12AA"));
  EXPECT_THAT(pieces_of(window, 2), ElementsAre("2ACNGNNT", "12AA"));
  EXPECT_THAT(pieces_of(window, 3), ElementsAre("2ACNGNNTNNNAA"));
  EXPECT_THAT(pieces_of("G", 0), ElementsAre("0G"));
}

TEST(SplitPattern, KeepsEveryBaseInItsPlace) {
  const auto whole = blackbox::trim_pattern("NNACNGNNTNNNAANN");
  for (std::size_t max_gap = 0; max_gap < 5; ++max_gap) {
    std::vector<std::int64_t> positions;
    for (const auto& piece : blackbox::split_pattern(whole, max_gap)) {
      for (const auto position : blackbox::base_positions(piece)) positions.push_back(position);
    }
    EXPECT_EQ(positions, blackbox::base_positions(whole));
  }
}

TEST(BasePositions, CountFromTheStartOfTheWindow) {
  EXPECT_THAT(blackbox::base_positions(blackbox::trim_pattern("NNANTNN")), ElementsAre(2, 4));
}

}  // namespace
}  // namespace siskin
