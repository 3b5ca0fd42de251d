#include <gtest/gtest.h>

TEST(NegativeControl, FailsSoThatTheHarnessIsSeenToReportFailure) { EXPECT_EQ(1, 2); }
