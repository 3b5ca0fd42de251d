#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <string_view>

namespace siskin::io {

/// Lines of a text stream without their end (LF or CRLF), with their number for messages. Reads in
/// blocks. Throws Error for a NUL byte: the file is binary, not text.
class LineReader {
 public:
  LineReader(std::istream& in, std::string name);

  /// False at the end. `line` stays valid until the next call.
  bool next(std::string_view& line);
  /// 1-based number of the line that next() gave last.
  std::int64_t number() const { return number_; }
  const std::string& name() const { return name_; }
  /// "name:number", the start of a message.
  std::string where() const;

 private:
  bool refill();
  std::istream& in_;
  std::string name_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::int64_t number_ = 0;
};

}  // namespace siskin::io
