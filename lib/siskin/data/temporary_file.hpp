#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace siskin::data {

/// A file without a name in TMPDIR (or /tmp): it is gone with the process, however that ends.
/// Reading is thread-safe once everything is written.
class TemporaryFile {
 public:
  /// Throws Error, naming the folder, when no file can be made there.
  TemporaryFile();
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  /// Both throw Error naming the folder: disk full, fewer bytes than asked for.
  void write(std::int64_t offset, const void* bytes, std::size_t count);
  void read(std::int64_t offset, void* bytes, std::size_t count) const;

 private:
  std::string folder_;
  int descriptor_ = -1;
};

}  // namespace siskin::data
