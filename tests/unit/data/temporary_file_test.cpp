#include "siskin/data/temporary_file.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::data {
namespace {

// Sets TMPDIR while it lives.
class TemporaryFolderIs {
 public:
  explicit TemporaryFolderIs(const std::string& folder) {
    const char* const before = std::getenv("TMPDIR");
    if (before != nullptr) before_ = before;
    ::setenv("TMPDIR", folder.c_str(), 1);
  }
  ~TemporaryFolderIs() {
    before_.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", before_.c_str(), 1);
  }
  TemporaryFolderIs(const TemporaryFolderIs&) = delete;
  TemporaryFolderIs& operator=(const TemporaryFolderIs&) = delete;

 private:
  std::string before_;
};

TEST(TemporaryFile, GivesBackWhatWasWrittenAnywhere) {
  TemporaryFile file;
  file.write(3, "defg", 4);
  file.write(0, "abc", 3);
  std::string text(5, ' ');
  file.read(1, text.data(), text.size());
  EXPECT_EQ(text, "bcdef");
}

TEST(TemporaryFile, LeavesNoNameBehind) {
  const test::TemporaryFolder folder;
  const TemporaryFolderIs here(folder.path().string());
  TemporaryFile file;
  file.write(0, "x", 1);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(TemporaryFile, RefusesToReadBehindTheEnd) {
  TemporaryFile file;
  file.write(0, "abc", 3);
  std::string text(4, ' ');
  EXPECT_THAT(test::error_message([&] { file.read(0, text.data(), 4); }),
              testing::HasSubstr("shorter than what was written"));
}

TEST(TemporaryFile, NamesTheFolderThatIsMissing) {
  const TemporaryFolderIs here("/no/such/folder");
  EXPECT_THAT(test::error_message([] { const TemporaryFile file; }), testing::HasSubstr("TMPDIR"));
}

}  // namespace
}  // namespace siskin::data
