#include "siskin/data/text_store.hpp"

namespace siskin::data {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;

}  // namespace

void TextStore::append(std::string_view text) {
  if (buffer_.size() >= kBufferBytes) {
    file_.write(written_, buffer_.data(), buffer_.size());
    written_ += static_cast<std::int64_t>(buffer_.size());
    buffer_.clear();
  }
  buffer_ += text;
  const auto end = written_ + static_cast<std::int64_t>(buffer_.size());
  ends_.append(&end);
}

std::string TextStore::read(std::size_t index) {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  if (index > 0) ends_.read(index - 1, &begin);
  ends_.read(index, &end);
  const auto length = static_cast<std::size_t>(end - begin);
  if (begin >= written_) return buffer_.substr(static_cast<std::size_t>(begin - written_), length);
  std::string text(length, '\0');
  file_.read(begin, text.data(), length);
  return text;
}

}  // namespace siskin::data
