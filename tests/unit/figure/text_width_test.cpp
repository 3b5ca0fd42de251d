#include "siskin/figure/text_width.hpp"

#include <gtest/gtest.h>

namespace siskin::figure {
namespace {

TEST(TextWidth, AddsThePublishedAdvanceWidths) {
  EXPECT_DOUBLE_EQ(text_width("", 10), 0);
  EXPECT_DOUBLE_EQ(text_width("0", 10), 5.56);
  EXPECT_DOUBLE_EQ(text_width("Wi~ ", 1000), 944 + 222 + 584 + 278);
  EXPECT_DOUBLE_EQ(text_width("@A_z", 1000), 1015 + 667 + 556 + 500);
}

TEST(TextWidth, CountsACharacterOfSeveralBytesOnce) {
  EXPECT_DOUBLE_EQ(text_width("\u2212", 10), 5.56);
}

TEST(TextWidth, IsWiderInBold) { EXPECT_GT(text_width("CTCF", 12, true), text_width("CTCF", 12)); }

}  // namespace
}  // namespace siskin::figure
