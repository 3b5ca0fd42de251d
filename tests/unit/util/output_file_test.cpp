#include "siskin/util/output_file.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::util {
namespace {

using test::error_message;
using ::testing::HasSubstr;

class OutputFileTest : public ::testing::Test {
 protected:
  std::size_t files() const {
    const std::filesystem::directory_iterator all(folder_.path());
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }
  test::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "x.txt";
};

TEST_F(OutputFileTest, AppearsAtClose) {
  OutputFile file(path_);
  file.stream() << "new\n";
  EXPECT_FALSE(std::filesystem::exists(path_));
  file.close();
  EXPECT_EQ(folder_.read("x.txt"), "new\n");
  EXPECT_EQ(files(), 1U);
  file.close();  // a second time does nothing
}

TEST_F(OutputFileTest, LeavesTheOldFileWithoutClose) {
  folder_.write("x.txt", "old\n");
  {
    OutputFile file(path_);
    file.stream() << "new\n";
  }
  EXPECT_EQ(folder_.read("x.txt"), "old\n");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputFileTest, RefusesFoldersAndMissingPlaces) {
  const auto folder = folder_.path().string();
  EXPECT_EQ(error_message([&] { OutputFile file(folder); }),
            folder + ": is a folder, expected a file");
  EXPECT_EQ(error_message([&] { OutputFile file(folder + "/no/x"); }),
            folder + "/no/x: cannot be written: No such file or directory");
}

TEST_F(OutputFileTest, NoticesAFullDisk) {
  OutputFile file("/dev/full");
  file.stream() << "text\n";
  EXPECT_EQ(error_message([&] { file.close(); }),
            "/dev/full: write failed: No space left on device");
}

TEST_F(OutputFileTest, WritesDevicesDirectly) {
  OutputFile file("/dev/null");
  file.stream() << "text\n";
  file.close();
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST_F(OutputFileTest, IsRemovedOnASignal) {
  OutputFile file(path_);
  file.stream() << "text" << std::flush;
  EXPECT_EQ(files(), 1U);
  remove_temporary_files();
  EXPECT_EQ(files(), 0U);
}

TEST_F(OutputFileTest, RemoveTemporaryFilesKeepsFinishedOnes) {
  OutputFile file(path_);
  file.close();
  remove_temporary_files();
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputFileTest, TemporaryPathAppearsAtCommit) {
  TemporaryPath place(path_);
  EXPECT_EQ(place.path().parent_path(), folder_.path());
  std::ofstream(place.path()) << "text";
  EXPECT_FALSE(std::filesystem::exists(path_));
  place.commit();
  EXPECT_EQ(folder_.read("x.txt"), "text");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputFileTest, TemporaryPathIsRemovedWithoutCommit) {
  {
    const TemporaryPath place(path_);
    std::ofstream(place.path()) << "text";
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(OutputFileTest, TemporaryPathSaysWhenNothingWasWritten) {
  TemporaryPath place(path_);
  EXPECT_THAT(error_message([&] { place.commit(); }),
              HasSubstr("x.txt: cannot be written: No such file"));
}

}  // namespace
}  // namespace siskin::util
