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

TEST(BasePositions, CountFromTheStartOfTheWindow) {
  EXPECT_THAT(blackbox::base_positions(blackbox::trim_pattern("NNANTNN")), ElementsAre(2, 4));
}

}  // namespace
}  // namespace siskin
