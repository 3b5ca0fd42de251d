#include "siskin/cli/run_tool.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <new>

#include "siskin/util/error.hpp"
#include "siskin/util/output_file.hpp"
#include "siskin/util/provenance.hpp"
#include "support/run_command.hpp"

namespace siskin::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::ExitedWithCode;
using ::testing::HasSubstr;
using ::testing::KilledBySignal;

struct Finished {
  int status = 0;
  std::string err;
};

Finished run(const ToolBody& body, std::vector<std::string> words = {}) {
  words.insert(words.begin(), "path/siskin-demo");
  std::vector<char*> arguments;
  arguments.reserve(words.size());
  for (auto& word : words) arguments.push_back(word.data());
  ::testing::internal::CaptureStderr();
  Finished result;
  result.status =
      run_tool("siskin-demo", static_cast<int>(arguments.size()), arguments.data(), body);
  result.err = ::testing::internal::GetCapturedStderr();
  return result;
}

TEST(RunTool, HandsOverTheArgumentsWithoutTheProgram) {
  const Finished done = run(
      [](const Arguments& arguments, std::ostream&) {
        EXPECT_THAT(arguments, ElementsAre("-m", "a b"));
        EXPECT_THAT(util::provenance(), HasSubstr("siskin-demo -m 'a b'"));
      },
      {"-m", "a b"});
  EXPECT_EQ(done.status, 0);
  EXPECT_EQ(done.err, "");
}

TEST(RunTool, SaysOneLineForAnError) {
  const Finished failed = run([](const Arguments&, std::ostream&) { throw Error("x.fa:3: bad"); });
  EXPECT_EQ(failed.status, 1);
  EXPECT_EQ(failed.err, "siskin-demo: x.fa:3: bad\n");
}

TEST(RunTool, PointsToHelpForAUsageError) {
  const Finished failed =
      run([](const Arguments&, std::ostream&) { throw UsageError("no model"); });
  EXPECT_EQ(failed.status, 2);
  EXPECT_EQ(failed.err, "siskin-demo: no model\nTry 'siskin-demo --help'.\n");
}

TEST(RunTool, CutsForeignMessagesToOneLine) {
  const Finished failed = run([](const Arguments&, std::ostream&) {
    throw std::runtime_error("what went wrong\nstack trace\nmore");
  });
  EXPECT_EQ(failed.status, 1);
  EXPECT_EQ(failed.err, "siskin-demo: what went wrong\n");
}

TEST(RunTool, NamesALackOfMemory) {
  const Finished failed = run([](const Arguments&, std::ostream&) { throw std::bad_alloc(); });
  EXPECT_EQ(failed.status, 1);
  EXPECT_EQ(failed.err, "siskin-demo: out of memory\n");
}

TEST(RunTool, NoticesThatStandardOutputIsFull) {
  const Finished failed = run([](const Arguments&, std::ostream& out) {
    out << "text";
    out.setstate(std::ios::badbit);
  });
  EXPECT_EQ(failed.status, 1);
  EXPECT_EQ(failed.err, "siskin-demo: standard output: write failed\n");
  std::cout.clear();
}

TEST(RunToolDeathTest, RemovesTemporaryFilesWhenInterrupted) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.txt";
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
    EXPECT_EXIT(run([&](const Arguments&, std::ostream&) {
                  util::OutputFile file(path);
                  file.stream() << "half" << std::flush;
                  std::raise(signal);
                }),
                KilledBySignal(signal), "");
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << signal;
  }
}

int engine(const ArgumentCheck& check) {
  std::string name = "siskin-test-engine";
  std::string option = "--flag";
  char* arguments[] = {name.data(), option.data(), nullptr};
  return run_engine(name, 2, arguments, check);
}

TEST(RunEngine, StopsAfterHelpAndAfterAMistake) {
  EXPECT_EQ(engine([](const Arguments&, std::ostream&) { return false; }), 0);
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(engine([](const Arguments&, std::ostream&) -> bool { throw UsageError("no"); }), 2);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("siskin-test-engine: no\n"));
}

TEST(RunEngine, NamesAMissingEngine) {
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(engine([](const Arguments&, std::ostream&) { return true; }), 1);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              HasSubstr("libexec/siskin/siskin-test-engine: cannot be run: No such file"));
}

// Copies this program beside an engine that is a script, and runs the disabled test there.
TEST(RunEngine, DISABLED_Starts) {
  std::exit(engine([](const Arguments&, std::ostream&) { return true; }));
}

TEST(RunEngine, BecomesTheEngineInLibexec) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "bin");
  std::filesystem::copy_file("/proc/self/exe", folder.path() / "bin" / "test");
  const auto script =
      folder.write("libexec/siskin/siskin-test-engine", "#!/bin/sh\necho engine $1\nexit 7\n");
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const auto result = test::run_command(
      "bin/test --gtest_also_run_disabled_tests --gtest_filter=RunEngine.DISABLED_Starts",
      folder.path());
  EXPECT_EQ(result.status, 7);
  EXPECT_THAT(result.out, HasSubstr("engine --flag\n"));
}

}  // namespace
}  // namespace siskin::cli
