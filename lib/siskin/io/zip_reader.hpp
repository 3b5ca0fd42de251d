#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace siskin::io {

/// Reads the entries of a zip archive (stored or deflated, zip64), one at a time.
class ZipReader {
 public:
  /// Throws Error, naming the path: no such file, no zip archive, truncated, damaged directory.
  explicit ZipReader(const std::string& path);
  ~ZipReader();
  ZipReader(const ZipReader&) = delete;
  ZipReader& operator=(const ZipReader&) = delete;

  /// Names of the entries in the order of the archive.
  std::vector<std::string> names() const;
  /// Calls `take` with the unpacked content of entry `index`, then reads what it left and checks
  /// the checksum. Throws Error for encryption, another packing method, damage or truncation.
  void read(std::size_t index, const std::function<void(std::istream&)>& take);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::io
