#include "siskin/cli/progress.hpp"

#include <gmock/gmock.h>

#include "support/run_command.hpp"

namespace siskin::cli {
namespace {

using ::testing::HasSubstr;

void work(bool quiet) {
  Progress progress("reading", 3, quiet);
  for (int i = 0; i < 3; ++i) progress.advance();
  progress.relabel("done");
}

TEST(Progress, IsSilentWhereNothingCanBeRedrawn) {
  ::testing::internal::CaptureStderr();
  work(false);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

// The test below runs this one in a terminal of its own.
TEST(Progress, DISABLED_Draws) { work(false); }
TEST(Progress, DISABLED_IsQuiet) { work(true); }

std::string in_terminal(const std::string& test, const std::string& term) {
  const test::TemporaryFolder folder;
  const auto self = std::filesystem::read_symlink("/proc/self/exe").string();
  const auto result =
      test::run_command("TERM=" + term + " script -qec '" + self +
                            " --gtest_also_run_disabled_tests --gtest_filter=Progress.DISABLED_" +
                            test + "' /dev/null",
                        folder.path());
  return result.out;
}

TEST(Progress, DrawsABarInATerminalAndClearsIt) {
  const test::TemporaryFolder folder;
  if (test::run_command("command -v script", folder.path()).status != 0) {
    GTEST_SKIP() << "no script(1)";
  }
  const std::string drawn = in_terminal("Draws", "xterm");
  EXPECT_THAT(drawn, HasSubstr("\r\033[Kreading [##########                    ] 1/3"));
  EXPECT_THAT(drawn, HasSubstr("reading [##############################] 3/3\r\033[K"));
  EXPECT_THAT(in_terminal("IsQuiet", "xterm"), ::testing::Not(HasSubstr("reading")));
  EXPECT_THAT(in_terminal("Draws", "dumb"), ::testing::Not(HasSubstr("reading [")));
}

}  // namespace
}  // namespace siskin::cli
