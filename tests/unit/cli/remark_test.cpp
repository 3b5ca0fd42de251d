#include "siskin/cli/remark.hpp"

#include <gtest/gtest.h>

namespace siskin::cli {
namespace {

TEST(Remark, GoesToStandardErrorWithTheToolsName) {
  testing::internal::CaptureStderr();
  remark("siskin-x", false, "left out 3 windows");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "siskin-x: left out 3 windows\n");
}

TEST(Remark, IsSilentWhenQuiet) {
  testing::internal::CaptureStderr();
  remark("siskin-x", true, "left out 3 windows");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace siskin::cli
