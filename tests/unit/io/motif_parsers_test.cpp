#include "siskin/io/motif_parsers.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "support/error_message.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(MotifLines, GivesALineAgainAfterPutBack) {
  std::istringstream in("a\nb\n");
  MotifLines lines(in, "f");
  std::string_view line;
  ASSERT_TRUE(lines.next(line));
  lines.put_back();
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line, "a");
  EXPECT_EQ(lines.where(), "f:1");
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line, "b");
  lines.put_back();
  EXPECT_TRUE(lines.next(line));
  EXPECT_FALSE(lines.next(line));
}

TEST(ParseNames, TakesTheIdAndTheRest) {
  seq::Motif motif;
  parse_names("MOTIF \t id.1   the  name \t", 5, motif);
  EXPECT_EQ(motif.id, "id.1");
  EXPECT_EQ(motif.name, "the  name");
}

TEST(NormaliseCounts, DividesEachRowByItsOwnSum) {
  seq::Motif motif{"a", "", {{1, 1, 1, 1}, {0, 30, 10, 0}}, 0};
  normalise_counts(motif, 0, "f:1");
  EXPECT_THAT(motif.rows,
              ElementsAre(ElementsAre(0.25, 0.25, 0.25, 0.25), ElementsAre(0, 0.75, 0.25, 0)));
  EXPECT_EQ(motif.sites, 40);
}

TEST(NormaliseCounts, RefusesAnEmptyRow) {
  seq::Motif motif{"a", "", {{1, 1, 1, 1}, {0, 0, 0, 0}}, 0};
  EXPECT_EQ(error_message([&] { normalise_counts(motif, 1, "f:9"); }),
            "f:9: position 2 of motif 'a' has no counts");
}

TEST(BaseOf, KnowsTheFourLetters) {
  EXPECT_EQ(base_of("A"), 0U);
  EXPECT_EQ(base_of("c"), 1U);
  EXPECT_EQ(base_of("G"), 2U);
  EXPECT_EQ(base_of("U"), 3U);
  EXPECT_FALSE(base_of("N"));
  EXPECT_FALSE(base_of("AC"));
  EXPECT_FALSE(base_of(""));
}

TEST(ReadWeight, TakesNumbersFromZeroUp) {
  EXPECT_EQ(read_weight("0", "f:1"), 0);
  EXPECT_EQ(read_weight("1e3", "f:1"), 1000);
  EXPECT_THAT(error_message([] { read_weight("-1", "f:1"); }), HasSubstr("f:1: found '-1'"));
  EXPECT_THAT(error_message([] { read_weight("nan", "f:1"); }), HasSubstr("f:1: found 'nan'"));
}

}  // namespace
}  // namespace siskin::io
