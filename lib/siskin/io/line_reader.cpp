#include "siskin/io/line_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "siskin/util/error.hpp"

namespace siskin::io {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

}  // namespace

LineReader::LineReader(std::istream& in, std::string name) : in_(in), name_(std::move(name)) {}

std::string LineReader::where() const { return name_ + ":" + std::to_string(number_); }

// Moves the begun line to the front and reads behind it; the buffer grows with the longest line.
bool LineReader::refill() {
  const std::size_t kept = end_ - begin_;
  if (begin_ > 0) std::copy_n(buffer_.data() + begin_, kept, buffer_.data());
  begin_ = 0;
  end_ = kept;
  if (buffer_.size() < 2 * kept + kBlock) buffer_.resize(2 * kept + kBlock);
  in_.read(buffer_.data() + end_, static_cast<std::streamsize>(buffer_.size() - end_));
  const auto got = static_cast<std::size_t>(in_.gcount());
  end_ += got;
  return got > 0;
}

bool LineReader::next(std::string_view& line) {
  const char* newline = nullptr;
  for (std::size_t searched = 0; newline == nullptr;) {
    const char* const start = buffer_.data() + begin_;
    const std::size_t available = end_ - begin_;
    newline = static_cast<const char*>(std::memchr(start + searched, '\n', available - searched));
    searched = available;
    if (newline == nullptr && !refill()) break;
  }
  if (begin_ == end_) return false;
  const char* const start = buffer_.data() + begin_;
  const char* const stop = newline != nullptr ? newline : buffer_.data() + end_;
  auto length = static_cast<std::size_t>(stop - start);
  begin_ += length + (newline != nullptr ? 1 : 0);
  ++number_;
  if (std::memchr(start, '\0', length) != nullptr) {
    throw Error(where() + ": binary data, expected text");
  }
  if (length > 0 && start[length - 1] == '\r') --length;
  line = {start, length};
  return true;
}

}  // namespace siskin::io
