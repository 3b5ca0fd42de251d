#include "siskin/util/text.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "siskin/util/parse.hpp"
#include "siskin/util/random.hpp"

namespace siskin::util {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Split, KeepsEmptyParts) {
  EXPECT_THAT(split("a\t\tb\t", '\t'), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", '\t'), ElementsAre(""));
}

TEST(SplitBlanks, TakesRunsOfBlanksAndTabsAsOne) {
  EXPECT_THAT(split_blanks(" a \t b\r"), ElementsAre("a", "b"));
  EXPECT_THAT(split_blanks(" \t"), IsEmpty());
  EXPECT_THAT(split_blanks(""), IsEmpty());
}

TEST(Quoted, ShowsEveryByteAndCutsLongTokens) {
  EXPECT_EQ(util::quoted("a b"), "'a b'");
  EXPECT_EQ(util::quoted(std::string("\0\x1f\xff\n", 4)), "'\\x00\\x1f\\xff\\x0a'");
  EXPECT_EQ(util::quoted(std::string(40, 'x')), "'" + std::string(40, 'x') + "'");
  EXPECT_EQ(util::quoted(std::string(41, 'x')), "'" + std::string(40, 'x') + "...'");
}

TEST(FormatFloat, IsTheShortestThatReadsBack) {
  EXPECT_EQ(format_float(0.1F), "0.1");
  EXPECT_EQ(format_float(1e-6F), "1e-06");
  EXPECT_EQ(format_float(-3), "-3");
  EXPECT_EQ(format_float(std::numeric_limits<float>::quiet_NaN()), "NA");
}

TEST(FormatFloat, ReadsBackToTheSameBits) {
  Random random(9);
  for (int i = 0; i < 100000; ++i) {
    const auto bits = static_cast<std::uint32_t>(random.next());
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!(std::abs(value) <= std::numeric_limits<float>::max())) continue;
    const auto back = parse_real(format_float(value));
    ASSERT_TRUE(back);
    EXPECT_EQ(static_cast<float>(*back), value);
  }
}

TEST(AppendFloat, AddsToWhatIsThere) {
  std::string text = "x\t";
  append_float(text, 2.5F);
  append_float(text, std::numeric_limits<float>::quiet_NaN());
  EXPECT_EQ(text, "x\t2.5NA");
}

TEST(FormatDouble, HasNineDigits) {
  EXPECT_EQ(format_double(1.0 / 3), "0.333333333");
  EXPECT_EQ(format_double(0.5), "0.5");
  EXPECT_EQ(format_double(1234567890123.0), "1.23456789e+12");
  EXPECT_EQ(format_double(std::numeric_limits<double>::quiet_NaN()), "NA");
}

TEST(StartsWith, ComparesTheFront) {
  EXPECT_TRUE(starts_with("abc", "ab"));
  EXPECT_TRUE(starts_with("abc", ""));
  EXPECT_FALSE(starts_with("a", "ab"));
}

TEST(EndsWith, ComparesTheBack) {
  EXPECT_TRUE(ends_with("x.gz", ".gz"));
  EXPECT_FALSE(ends_with("gz", ".gz"));
}

}  // namespace
}  // namespace siskin::util
