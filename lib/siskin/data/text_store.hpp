#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "siskin/data/record_store.hpp"
#include "siskin/data/temporary_file.hpp"

namespace siskin::data {

/// Texts of any length in temporary files: memory does not grow with their number.
class TextStore {
 public:
  TextStore() : ends_(sizeof(std::int64_t)) {}

  std::size_t size() const { return ends_.size(); }
  void append(std::string_view text);
  /// Text `index` (< size()).
  std::string read(std::size_t index);

 private:
  RecordStore ends_;  // in the file, behind each text
  TemporaryFile file_;
  std::string buffer_;  // what is not in the file yet
  std::int64_t written_ = 0;
};

}  // namespace siskin::data
