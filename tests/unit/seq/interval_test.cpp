#include "siskin/seq/interval.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"

namespace siskin::seq {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(Interval, IsHalfOpen) {
  EXPECT_EQ((Interval{"chr1", 10, 15}.length()), 5);
  EXPECT_EQ(to_string({"chr1", 10, 15}), "chr1:10-15");
}

TEST(Interval, EqualsByEveryMember) {
  const Interval a{"chr1", 1, 2};
  EXPECT_TRUE(a == (Interval{"chr1", 1, 2}));
  EXPECT_FALSE(a == (Interval{"chr2", 1, 2}));
  EXPECT_FALSE(a == (Interval{"chr1", 0, 2}));
  EXPECT_FALSE(a == (Interval{"chr1", 1, 3}));
}

TEST(ParseInterval, ReadsWhatToStringWrites) {
  const Interval interval{"chr1", 100, 2'000'000'000'000};
  EXPECT_EQ(parse_interval(to_string(interval)), interval);
  EXPECT_EQ(parse_interval("HLA:01:02-x:0-5"), (Interval{"HLA:01:02-x", 0, 5}));
}

TEST(ParseInterval, RefusesOtherText) {
  for (const char* text : {"", "chr1", "chr1:5", ":1-2", "chr1-5", "chr1:1"}) {
    EXPECT_THAT([&] { parse_interval(text); },
                ThrowsMessage<Error>(HasSubstr("expected chrom:start-end")))
        << text;
  }
  for (const char* text : {"c:5-5", "c:9-5", "c:-1-5", "c:a-5", "c:1-", "c:1-2x", "c:1,000-2,000",
                           "c:0-99999999999999999999"}) {
    EXPECT_THAT([&] { parse_interval(text); }, ThrowsMessage<Error>(HasSubstr(text))) << text;
  }
}

TEST(WindowAround, PutsTheCentreFirstInTheRightHalf) {
  EXPECT_EQ(window_around("c", 100, 4), (Interval{"c", 98, 102}));
  EXPECT_EQ(window_around("c", 100, 5), (Interval{"c", 98, 103}));
  EXPECT_EQ(window_around("c", 100, 1), (Interval{"c", 100, 101}));
}

TEST(WindowAround, MayLeaveTheChromosome) {
  EXPECT_EQ(window_around("c", 1, 10), (Interval{"c", -4, 6}));
}

}  // namespace
}  // namespace siskin::seq
