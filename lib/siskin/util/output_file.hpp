#pragma once

#include <filesystem>
#include <fstream>
#include <iosfwd>
#include <string>

namespace siskin::util {

/// A file that appears under its name only when it is complete.
///
/// Data goes to "<path>.tmp.<pid>" in the same folder; close() flushes, checks and renames it.
/// Without close() (an exception, a signal) the target is left as it was and the temporary file is
/// removed. Devices and pipes such as /dev/stdout and /dev/full are written directly.
class OutputFile {
 public:
  /// Throws Error when the file cannot be created.
  explicit OutputFile(const std::filesystem::path& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() { return stream_; }
  const std::filesystem::path& path() const { return path_; }
  /// Flushes and renames. Throws Error when anything was lost on the way.
  void close();

 private:
  std::filesystem::path path_;
  std::filesystem::path temporary_;  // equal to path_ for a device
  std::ofstream stream_;
  bool open_ = true;
};

/// As OutputFile for writers that insist on opening a path themselves (bgzip, bigWig): they are
/// given path(), and commit() renames.
class TemporaryPath {
 public:
  explicit TemporaryPath(const std::filesystem::path& target);
  ~TemporaryPath();
  TemporaryPath(const TemporaryPath&) = delete;
  TemporaryPath& operator=(const TemporaryPath&) = delete;
  const std::filesystem::path& path() const { return temporary_; }
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  bool done_ = false;
};

/// Removes every temporary file of this process; for the signal handler of the tools.
void remove_temporary_files() noexcept;

}  // namespace siskin::util
