#include "siskin/data/record_store.hpp"

#include <cstdint>

namespace siskin::data {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;

}  // namespace

void RecordStore::append(const void* record) {
  buffer_.append(static_cast<const char*>(record), record_bytes_);
  ++size_;
  if (buffer_.size() >= kBufferBytes) flush();
}

void RecordStore::read(std::size_t index, void* record) {
  if (index >= written_) flush();
  file_.read(static_cast<std::int64_t>(index * record_bytes_), record, record_bytes_);
}

void RecordStore::flush() {
  file_.write(static_cast<std::int64_t>(written_ * record_bytes_), buffer_.data(), buffer_.size());
  buffer_.clear();
  written_ = size_;
}

}  // namespace siskin::data
