#pragma once

#include <cstddef>
#include <string>

#include "siskin/data/temporary_file.hpp"

namespace siskin::data {

/// Records of one size in a temporary file: memory does not grow with their number.
class RecordStore {
 public:
  explicit RecordStore(std::size_t record_bytes) : record_bytes_(record_bytes) {}

  std::size_t record_bytes() const { return record_bytes_; }
  std::size_t size() const { return size_; }
  void append(const void* record);
  /// Copies record `index` (< size()) to `record`.
  void read(std::size_t index, void* record);

 private:
  void flush();

  std::size_t record_bytes_;
  std::size_t size_ = 0;
  std::size_t written_ = 0;  // records in the file; the others wait in buffer_
  std::string buffer_;
  TemporaryFile file_;
};

}  // namespace siskin::data
