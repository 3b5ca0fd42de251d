#pragma once

#include <filesystem>
#include <string>

namespace siskin::test {

/// What a command left behind.
struct CommandResult {
  int status = 0;  ///< exit status; 128 + signal when it was ended by one
  std::string out;
  std::string err;
};

/// Runs `command` with bash (pipefail) in `folder`, with the built tools first on PATH and `input`
/// on standard input.
CommandResult run_command(const std::string& command, const std::filesystem::path& folder,
                          const std::string& input = "");

/// A fresh folder that is removed at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  /// Writes a file into the folder and returns its path.
  std::filesystem::path write(const std::string& name, const std::string& content) const;
  /// Content of a file in the folder; throws std::runtime_error when there is none.
  std::string read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace siskin::test
