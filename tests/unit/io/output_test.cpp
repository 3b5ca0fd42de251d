#include "siskin/io/output.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <ostream>

#include "siskin/io/input.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::string many_lines() {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i) + '\n';
  return text;
}

TEST(Output, WritesAPlainFileAtClose) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "a.txt";
  Output output(path.string());
  output.stream() << many_lines();
  EXPECT_FALSE(std::filesystem::exists(path));
  output.close();
  EXPECT_EQ(folder.read("a.txt"), many_lines());
}

TEST(Output, LeavesNothingWithoutClose) {
  const test::TemporaryFolder folder;
  for (const char* name : {"a.txt", "a.txt.gz"}) {
    Output output((folder.path() / name).string());
    output.stream() << many_lines();
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Output, PacksByNameInBgzipBlocksWithTheEndMarker) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "a.txt.gz";
  Output output(path.string());
  output.stream() << many_lines();
  EXPECT_FALSE(std::filesystem::exists(path));
  output.close();
  const std::string packed = folder.read("a.txt.gz");
  EXPECT_EQ(packed.substr(12, 4), std::string("BC\2\0", 4));
  // open_input refuses bgzip without its end marker.
  const auto in = open_input(path.string());
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(*in), {}), many_lines());
}

TEST(Output, PacksTheSameTextToTheSameBytes) {
  const test::TemporaryFolder folder;
  for (const char* name : {"a.gz", "b.gz"}) {
    Output output((folder.path() / name).string());
    output.stream() << many_lines();
    output.close();
  }
  EXPECT_EQ(folder.read("a.gz"), folder.read("b.gz"));
}

TEST(Output, SecondCloseDoesNothing) {
  const test::TemporaryFolder folder;
  Output output((folder.path() / "a.gz").string());
  output.stream() << "text\n";
  output.close();
  EXPECT_NO_THROW(output.close());
}

TEST(Output, ReportsAFullDevice) {
  Output output("/dev/full");
  output.stream() << many_lines();
  EXPECT_THAT([&] { output.close(); }, ThrowsMessage<Error>(HasSubstr("/dev/full: write failed")));
}

TEST(Output, RefusesAFolderThatIsNotThere) {
  const test::TemporaryFolder folder;
  for (const char* name : {"none/a.txt", "none/a.gz"}) {
    const std::string path = (folder.path() / name).string();
    EXPECT_THAT([&] { Output{path}; },
                ThrowsMessage<Error>(HasSubstr(path + ": cannot be written")));
  }
}

TEST(Output, DashAndNothingAreStandardOutput) {
  for (const char* name : {"-", ""}) {
    ::testing::internal::CaptureStdout();
    Output output(name);
    output.stream() << "to " << 1 << '\n' << many_lines();
    output.close();
    EXPECT_EQ(::testing::internal::GetCapturedStdout(), "to 1\n" + many_lines());
  }
}

}  // namespace
}  // namespace siskin::io
