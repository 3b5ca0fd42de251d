#include "siskin/util/parse.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/error_message.hpp"

namespace siskin::util {
namespace {

using test::error_message;

TEST(ParseInteger, ReadsWholeTokens) {
  EXPECT_EQ(parse_integer("0"), 0);
  EXPECT_EQ(parse_integer("-12"), -12);
  EXPECT_EQ(parse_integer("+7"), 7);
  EXPECT_EQ(parse_integer("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
}

TEST(ParseInteger, RefusesAnythingElse) {
  for (const auto* token : {"", "+", "-", "+-1", "--1", "12abc", "1.0", "1e3", " 1", "1 ", "0x10",
                            "9223372036854775808", "NA"}) {
    EXPECT_FALSE(parse_integer(token)) << token;
  }
}

TEST(ParseReal, ReadsDecimalAndScientific) {
  EXPECT_EQ(parse_real("0.1"), 0.1);
  EXPECT_EQ(parse_real("-1e-3"), -0.001);
  EXPECT_EQ(parse_real("+2.5E+2"), 250);
  EXPECT_EQ(parse_real(".5"), 0.5);
  EXPECT_EQ(parse_real("5."), 5);
}

TEST(ParseReal, RefusesAnythingElse) {
  for (const auto* token : {"", ".", "e5", "1,5", "nan", "inf", "-inf", "infinity", "0x1p3",
                            "1e400", "-1e400", "1 2", "+-1"}) {
    EXPECT_FALSE(parse_real(token)) << token;
  }
}

TEST(ParseReal, TakesNumbersTooSmallForZero) {
  EXPECT_EQ(parse_real("1.4e-1013"), 0);
  EXPECT_EQ(parse_real("-1e-400"), 0);
  EXPECT_EQ(parse_real("0." + std::string(400, '0') + "1"), 0);
  EXPECT_GT(*parse_real("1e-310"), 0);
  EXPECT_FALSE(parse_real("1e-400x"));
  EXPECT_FALSE(parse_real("1" + std::string(400, '0')));
}

TEST(RequireInteger, NamesPlaceTokenAndRange) {
  EXPECT_EQ(require_integer("5", "f:1", 0, 10), 5);
  EXPECT_EQ(error_message([] { require_integer("11", "f:1", 0, 10); }),
            "f:1: found '11', expected an integer from 0 to 10");
  EXPECT_EQ(error_message([] { require_integer("x", "f:1", 0, 10); }),
            "f:1: found 'x', expected an integer from 0 to 10");
}

TEST(RequireReal, NamesPlaceAndToken) {
  EXPECT_EQ(require_real("2", "f:1"), 2);
  EXPECT_EQ(error_message([] { require_real("", "f:3"); }), "f:3: found '', expected a number");
}

}  // namespace
}  // namespace siskin::util
