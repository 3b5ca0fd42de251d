#include "siskin/io/zip_reader.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <istream>
#include <streambuf>
#include <string_view>

#include "siskin/util/error.hpp"

// Format: APPNOTE.TXT 6.3 of PKWARE, sections 4.3 to 4.5.

namespace siskin::io {
namespace {

constexpr std::uint64_t kFull32 = 0xffffffff;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLocatorSize = 20;
constexpr std::size_t kEnd64Size = 56;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kLongestComment = 65535;
constexpr std::size_t kChunk = 1 << 16;

struct Entry {
  std::string name;
  std::uint64_t flags = 0;
  std::uint64_t method = 0;
  std::uint64_t crc = 0;
  std::uint64_t packed = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
};

struct Directory {
  std::uint64_t count = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
};

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i > 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return value;
}

// Takes the fields that a zip64 extra replaces, in the order the standard gives them.
void apply_zip64(std::string_view extra, Entry& entry) {
  while (extra.size() >= 4) {
    const auto id = little_endian(extra, 0, 2);
    const auto length = std::min<std::size_t>(little_endian(extra, 2, 2), extra.size() - 4);
    std::string_view field = extra.substr(4, length);
    extra.remove_prefix(4 + length);
    if (id != 1) continue;
    for (auto* value : {&entry.size, &entry.packed, &entry.offset}) {
      if (*value != kFull32 || field.size() < 8) continue;
      *value = little_endian(field, 0, 8);
      field.remove_prefix(8);
    }
  }
}

/// Unpacks one entry on the fly and keeps its checksum.
class EntryBuffer : public std::streambuf {
 public:
  EntryBuffer(std::istream& file, const Entry& entry, const std::string& where)
      : file_(file), entry_(entry), where_(where), rest_(entry.packed) {
    if (entry.method == 8 && ::inflateInit2(&inflater_, -MAX_WBITS) != Z_OK) {
      throw Error(where + ": zlib cannot start");
    }
  }
  ~EntryBuffer() override {
    if (entry_.method == 8) ::inflateEnd(&inflater_);
  }
  EntryBuffer(const EntryBuffer&) = delete;
  EntryBuffer& operator=(const EntryBuffer&) = delete;

  void finish() {
    while (underflow() != traits_type::eof()) setg(nullptr, nullptr, nullptr);
    if (crc_ != entry_.crc || total_ != entry_.size) {
      throw Error(where_ + ": damaged, the checksum does not match");
    }
  }

 protected:
  int_type underflow() override {
    if (gptr() < egptr()) return traits_type::to_int_type(*gptr());
    const std::size_t count = entry_.method == 8 ? inflate_some() : read_some(plain_);
    if (count == 0) return traits_type::eof();
    crc_ = ::crc32_z(crc_, reinterpret_cast<const Bytef*>(plain_.data()), count);
    total_ += count;
    setg(plain_.data(), plain_.data(), plain_.data() + count);
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::size_t read_some(std::vector<char>& target) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(rest_, target.size()));
    file_.read(target.data(), static_cast<std::streamsize>(wanted));
    if (static_cast<std::size_t>(file_.gcount()) != wanted) throw Error(where_ + ": truncated");
    rest_ -= wanted;
    return wanted;
  }

  std::size_t inflate_some() {
    inflater_.next_out = reinterpret_cast<Bytef*>(plain_.data());
    inflater_.avail_out = static_cast<uInt>(plain_.size());
    while (!ended_ && inflater_.avail_out > 0) {
      if (inflater_.avail_in == 0) {
        inflater_.next_in = reinterpret_cast<Bytef*>(packed_.data());
        inflater_.avail_in = static_cast<uInt>(read_some(packed_));
      }
      const int status = ::inflate(&inflater_, Z_NO_FLUSH);
      ended_ = status == Z_STREAM_END;
      if (status != Z_OK && !ended_) throw Error(where_ + ": damaged, cannot be unpacked");
    }
    return plain_.size() - inflater_.avail_out;
  }

  std::istream& file_;
  const Entry& entry_;
  const std::string& where_;
  std::uint64_t rest_;
  std::uint64_t total_ = 0;
  unsigned long crc_ = 0;
  bool ended_ = false;
  z_stream inflater_{};
  std::vector<char> packed_ = std::vector<char>(kChunk);
  std::vector<char> plain_ = std::vector<char>(kChunk);
};

}  // namespace

struct ZipReader::State {
  std::string path;
  std::ifstream file;
  std::uint64_t file_size = 0;
  std::vector<Entry> entries;

  explicit State(const std::string& name) : path(name), file(name, std::ios::binary) {
    if (!file) throw system_error(path, "cannot be opened");
    file.seekg(0, std::ios::end);
    const auto size = static_cast<std::streamoff>(file.tellg());
    if (!file || size < 0) throw Error(path + ": cannot be read, a .npz must be a regular file");
    file_size = static_cast<std::uint64_t>(size);
    read_directory(find_directory());
  }

  std::string read_at(std::uint64_t offset, std::uint64_t size) {
    if (offset > file_size || size > file_size - offset) {
      throw Error(path + ": truncated or damaged, data expected behind its end");
    }
    std::string bytes(static_cast<std::size_t>(size), '\0');
    file.clear();
    file.seekg(static_cast<std::streamoff>(offset));
    if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) {
      throw system_error(path, "read failed");
    }
    return bytes;
  }

  Directory find_directory() {
    const auto tail_size = std::min<std::uint64_t>(file_size, kEndSize + kLongestComment);
    const std::string tail = read_at(file_size - tail_size, tail_size);
    const auto at = tail.rfind("PK\x05\x06");
    if (at == std::string::npos || tail.size() - at < kEndSize) {
      const bool begun = file_size >= 4 && read_at(0, 2) == "PK";
      throw Error(path + (begun ? ": truncated, the directory of the archive is missing"
                                : ": not a zip archive, expected a NumPy .npz"));
    }
    const std::uint64_t position = file_size - tail_size + at;
    if (position >= kLocatorSize) {
      const std::string locator = read_at(position - kLocatorSize, kLocatorSize);
      if (locator.compare(0, 4, "PK\x06\x07") == 0) {
        const std::string end64 = read_at(little_endian(locator, 8, 8), kEnd64Size);
        if (end64.compare(0, 4, "PK\x06\x06") != 0) throw Error(path + ": damaged directory");
        return {little_endian(end64, 32, 8), little_endian(end64, 40, 8),
                little_endian(end64, 48, 8)};
      }
    }
    const std::string_view end = std::string_view(tail).substr(at);
    return {little_endian(end, 10, 2), little_endian(end, 12, 4), little_endian(end, 16, 4)};
  }

  void read_directory(const Directory& directory) {
    const std::string bytes = read_at(directory.offset, directory.size);
    std::string_view rest = bytes;
    for (std::uint64_t i = 0; i < directory.count; ++i) {
      if (rest.size() < kCentralSize || rest.substr(0, 4) != "PK\x01\x02") {
        throw Error(path + ": damaged directory");
      }
      const std::size_t name_size = little_endian(rest, 28, 2);
      const std::size_t extra_size = little_endian(rest, 30, 2);
      const std::size_t total = kCentralSize + name_size + extra_size + little_endian(rest, 32, 2);
      if (rest.size() < total) throw Error(path + ": damaged directory");
      Entry entry;
      entry.flags = little_endian(rest, 8, 2);
      entry.method = little_endian(rest, 10, 2);
      entry.crc = little_endian(rest, 16, 4);
      entry.packed = little_endian(rest, 20, 4);
      entry.size = little_endian(rest, 24, 4);
      entry.offset = little_endian(rest, 42, 4);
      entry.name = rest.substr(kCentralSize, name_size);
      apply_zip64(rest.substr(kCentralSize + name_size, extra_size), entry);
      entries.push_back(std::move(entry));
      rest.remove_prefix(total);
    }
  }

  void seek_to_data(const Entry& entry) {
    const std::string header = read_at(entry.offset, kLocalSize);
    if (header.compare(0, 4, "PK\x03\x04") != 0) {
      throw Error(path + ": damaged, no entry where the directory says");
    }
    const auto start =
        entry.offset + kLocalSize + little_endian(header, 26, 2) + little_endian(header, 28, 2);
    if (start > file_size || entry.packed > file_size - start) throw Error(path + ": truncated");
    file.seekg(static_cast<std::streamoff>(start));
  }
};

ZipReader::ZipReader(const std::string& path) : state_(std::make_unique<State>(path)) {}

ZipReader::~ZipReader() = default;

std::vector<std::string> ZipReader::names() const {
  std::vector<std::string> result;
  for (const Entry& entry : state_->entries) result.push_back(entry.name);
  return result;
}

void ZipReader::read(std::size_t index, const std::function<void(std::istream&)>& take) {
  const Entry& entry = state_->entries.at(index);
  const std::string where = state_->path + ": " + entry.name;
  if ((entry.flags & 1) != 0) throw Error(where + ": encrypted");
  if (entry.method != 0 && entry.method != 8) {
    throw Error(where + ": packing method " + std::to_string(entry.method) +
                ", expected stored or deflated");
  }
  state_->seek_to_data(entry);
  EntryBuffer buffer(state_->file, entry, where);
  std::istream content(&buffer);
  content.exceptions(std::ios::badbit);  // or the message of the buffer would be swallowed
  take(content);
  buffer.finish();
}

}  // namespace siskin::io
