#include "siskin/io/bigwig_blocks.hpp"

#include <zlib.h>

#include <array>
#include <cstring>
#include <fstream>
#include <vector>

#include "siskin/util/error.hpp"

// Format: Kent et al. 2010, "BigWig and BigBed: enabling browsing of large distributed datasets",
// Bioinformatics 26:2204, supplementary tables 5 to 13.

namespace siskin::io {
namespace {

constexpr std::uint32_t kBigWigMark = 0x888ffc26;
constexpr std::uint32_t kBigBedMark = 0x8789f2eb;
constexpr std::uint32_t kOtherEndianMark = 0x26fc8f88;
constexpr std::size_t kHeaderSize = 64;
constexpr std::size_t kZoomHeaderSize = 24;
constexpr std::size_t kBlockHeaderSize = 24;
constexpr std::uint32_t kLargestBlock = 1U << 28;
constexpr std::size_t kChunk = 1 << 16;

template <typename Number>
Number at(const char* data, std::size_t offset) {
  Number value{};
  std::memcpy(&value, data + offset, sizeof value);
  return value;
}

std::uint64_t size_of(std::ifstream& in, const std::string& path) {
  in.seekg(0, std::ios::end);
  const auto size = static_cast<std::streamoff>(in.tellg());
  in.seekg(0);
  if (!in || size < 0) throw Error(path + ": cannot be read, a bigWig must be a regular file");
  return static_cast<std::uint64_t>(size);
}

void check_mark(std::uint32_t mark, const std::string& path) {
  if (mark == kBigWigMark) return;
  if (mark == kBigBedMark) throw Error(path + ": is a bigBed, expected a bigWig");
  if (mark == kOtherEndianMark) {
    throw Error(path + ": bigWig of the other byte order, expected little-endian");
  }
  throw Error(path + ": not a bigWig");
}

BigWigHeader read_header(std::ifstream& in, const std::string& path) {
  const std::uint64_t size = size_of(in, path);
  std::array<char, kHeaderSize> raw{};
  in.read(raw.data(), raw.size());
  if (in.gcount() >= 4) check_mark(at<std::uint32_t>(raw.data(), 0), path);
  if (in.gcount() < 4) throw Error(path + ": not a bigWig");
  BigWigHeader header;
  header.version = at<std::uint16_t>(raw.data(), 4);
  header.zooms = at<std::uint16_t>(raw.data(), 6);
  header.chromosomes = at<std::uint64_t>(raw.data(), 8);
  header.data = at<std::uint64_t>(raw.data(), 16);
  header.index = at<std::uint64_t>(raw.data(), 24);
  header.unpacked = at<std::uint32_t>(raw.data(), 52);
  const std::uint64_t fixed = kHeaderSize + kZoomHeaderSize * header.zooms;
  bool whole = size > fixed;
  for (const std::uint64_t offset : {header.chromosomes, header.data, header.index}) {
    whole = whole && offset >= fixed && offset < size;
  }
  std::array<char, 4> end{};
  in.clear();
  in.seekg(-4, std::ios::end);
  in.read(end.data(), end.size());
  if (!whole || at<std::uint32_t>(end.data(), 0) != kBigWigMark) {
    throw Error(path + ": truncated bigWig, its end is missing");
  }
  if (header.unpacked > kLargestBlock) throw Error(path + ": damaged bigWig header");
  return header;
}

std::ifstream open_binary(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw system_error(path, "cannot be opened");
  return in;
}

/// Blocks in file order: zlib streams end by themselves, and unpacked blocks state their length.
class BlockReader {
 public:
  BlockReader(std::ifstream& in, const std::string& path, const BigWigHeader& header)
      : in_(in), path_(path), packed_(header.unpacked > 0), block_(header.unpacked) {
    if (packed_ && ::inflateInit(&inflater_) != Z_OK) throw Error(path + ": zlib cannot start");
  }
  ~BlockReader() {
    if (packed_) ::inflateEnd(&inflater_);
  }
  BlockReader(const BlockReader&) = delete;
  BlockReader& operator=(const BlockReader&) = delete;

  const std::vector<char>& next() {
    packed_ ? inflate_block() : read_block();
    return block_;
  }

 private:
  [[noreturn]] void fail() const { throw Error(path_ + ": damaged bigWig, a block is unreadable"); }

  void inflate_block() {
    block_.resize(block_.capacity());
    ::inflateReset(&inflater_);
    inflater_.next_out = reinterpret_cast<Bytef*>(block_.data());
    inflater_.avail_out = static_cast<uInt>(block_.size());
    int status = Z_OK;
    while (status != Z_STREAM_END) {
      if (inflater_.avail_in == 0) {
        in_.read(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
        inflater_.next_in = reinterpret_cast<Bytef*>(chunk_.data());
        inflater_.avail_in = static_cast<uInt>(in_.gcount());
      }
      if (inflater_.avail_in == 0) fail();
      status = ::inflate(&inflater_, Z_NO_FLUSH);
      if (status != Z_OK && status != Z_STREAM_END) fail();
    }
    block_.resize(block_.size() - inflater_.avail_out);
  }

  void read_block() {
    block_.resize(kBlockHeaderSize);
    if (!in_.read(block_.data(), kBlockHeaderSize)) fail();
    const auto kind = at<std::uint8_t>(block_.data(), 20);
    const std::size_t item = kind == 1 ? 12 : kind == 2 ? 8 : 4;
    const std::size_t rest = item * at<std::uint16_t>(block_.data(), 22);
    block_.resize(kBlockHeaderSize + rest);
    if (!in_.read(block_.data() + kBlockHeaderSize, static_cast<std::streamsize>(rest))) fail();
  }

  std::ifstream& in_;
  const std::string& path_;
  bool packed_;
  z_stream inflater_{};
  std::vector<char> chunk_ = std::vector<char>(kChunk);
  std::vector<char> block_;
};

// False when the block is not what its header says.
bool take_block(const std::vector<char>& block,
                const std::function<void(const BigWigValue&)>& take) {
  if (block.size() < kBlockHeaderSize) return false;
  const char* data = block.data();
  BigWigValue value;
  value.chromosome = at<std::uint32_t>(data, 0);
  const auto first = at<std::uint32_t>(data, 4);
  const auto step = at<std::uint32_t>(data, 12);
  const auto span = at<std::uint32_t>(data, 16);
  const auto kind = at<std::uint8_t>(data, 20);
  const std::size_t count = at<std::uint16_t>(data, 22);
  const std::size_t item = kind == 1 ? 12 : kind == 2 ? 8 : 4;
  if (kind < 1 || kind > 3 || block.size() < kBlockHeaderSize + count * item) return false;
  data += kBlockHeaderSize;
  for (std::size_t i = 0; i < count; ++i, data += item) {
    value.start =
        kind == 3 ? first + static_cast<std::uint32_t>(i) * step : at<std::uint32_t>(data, 0);
    value.end = kind == 1 ? at<std::uint32_t>(data, 4) : value.start + span;
    value.value = at<float>(data, item - 4);
    if (value.end <= value.start) return false;
    take(value);
  }
  return true;
}

}  // namespace

BigWigHeader read_bigwig_header(const std::string& path) {
  auto in = open_binary(path);
  return read_header(in, path);
}

void for_each_bigwig_value(const std::string& path,
                           const std::function<void(const BigWigValue&)>& take) {
  auto in = open_binary(path);
  const BigWigHeader header = read_header(in, path);
  in.clear();
  in.seekg(static_cast<std::streamoff>(header.data));
  std::array<char, 8> raw{};
  in.read(raw.data(), raw.size());
  const auto blocks = at<std::uint64_t>(raw.data(), 0);
  BlockReader reader(in, path, header);
  for (std::uint64_t i = 0; i < blocks; ++i) {
    if (!take_block(reader.next(), take)) throw Error(path + ": damaged bigWig block");
  }
}

}  // namespace siskin::io
