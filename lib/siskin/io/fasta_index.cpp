#include "siskin/io/fasta_index.hpp"

#include <htslib/faidx.h>
#include <htslib/hts_log.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <mutex>
#include <optional>
#include <string_view>

#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/line_reader.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/output_file.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kColumns = 5;
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::int64_t kLargestPacked = std::int64_t{1} << 47;  // of a bgzip virtual offset

FastaIndexEntry parse_entry(std::string_view line, const std::string& where) {
  const auto columns = util::split(line, '\t');
  if (columns.size() != kColumns || columns[0].empty()) {
    throw Error(where + ": found " + util::quoted(line) +
                ", expected the five columns of a FASTA index (delete the file to have it made "
                "again)");
  }
  FastaIndexEntry entry;
  entry.name.assign(columns[0]);
  entry.length = util::require_integer(columns[1], where, 0, kLargest);
  entry.offset = util::require_integer(columns[2], where, 0, kLargest);
  entry.line_bases = util::require_integer(columns[3], where, 1, kLargest);
  entry.line_bytes = util::require_integer(columns[4], where, entry.line_bases, kLargest);
  return entry;
}

bool read_little_endian(std::istream& in, std::int64_t& value) {
  std::array<char, 8> bytes{};
  if (!in.read(bytes.data(), bytes.size())) return false;
  std::uint64_t bits = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    bits = (bits << 8) | static_cast<unsigned char>(bytes[i]);
  }
  value = static_cast<std::int64_t>(bits);
  return true;
}

void require_writable(const std::string& index, const fs::path& temporary,
                      const std::string& fasta) {
  errno = 0;
  if (std::ofstream(temporary)) return;
  throw Error(index + ": the index is missing and cannot be written here (" + std::strerror(errno) +
              "); make it by 'samtools faidx " + fasta + "' or work on a copy of the file");
}

// htslib does not say what is wrong; the line can be told by reading the file in order.
Error index_failure(const std::string& path) {
  try {
    FastaStream records(path);
    FastaRecord record;
    bool any = false;
    while (records.next(record)) any = true;
    if (!any) return Error(path + ": no FASTA record found, expected '>name' lines");
  } catch (const Error& error) {
    return error;
  }
  return Error(path +
               ": cannot be indexed: expected lines of one length within each record (the last "
               "excepted) and names that differ");
}

}  // namespace

std::int64_t FastaIndexEntry::offset_of(std::int64_t position) const {
  return offset + position / line_bases * line_bytes + position % line_bases;
}

std::vector<FastaIndexEntry> read_fasta_index(std::istream& in, const std::string& name) {
  LineReader lines(in, name);
  std::vector<FastaIndexEntry> entries;
  std::string_view line;
  while (lines.next(line)) entries.push_back(parse_entry(line, lines.where()));
  if (entries.empty()) {
    throw Error(name +
                ": is empty, expected a FASTA index (delete the file to have it made again)");
  }
  return entries;
}

std::vector<BgzipBlock> read_bgzip_index(std::istream& in, const std::string& name) {
  const Error malformed(name + ": is no index of a bgzip file (delete it to have it made again)");
  std::int64_t count = 0;
  if (!read_little_endian(in, count) || count < 0) throw malformed;
  std::vector<BgzipBlock> blocks(1);
  for (std::int64_t i = 0; i < count; ++i) {
    BgzipBlock block;
    if (!read_little_endian(in, block.packed_offset) ||
        !read_little_endian(in, block.plain_offset) ||
        block.packed_offset <= blocks.back().packed_offset ||
        block.packed_offset > kLargestPacked || block.plain_offset < blocks.back().plain_offset ||
        block.plain_offset > kLargest) {
      throw malformed;
    }
    blocks.push_back(block);
  }
  if (in.peek() != std::istream::traits_type::eof()) throw malformed;
  return blocks;
}

FastaStorage fasta_storage(const std::string& path) {
  if (path == "-") {
    throw Error("standard input: cannot be read at random, expected the name of a FASTA file");
  }
  if (fs::is_directory(path)) throw Error(path + ": is a folder, expected a FASTA file");
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw system_error(path, "cannot be opened");
  std::array<char, 16> bytes{};
  file.read(bytes.data(), bytes.size());
  if (bytes[0] != '\x1f' || bytes[1] != '\x8b') return FastaStorage::kPlain;
  if ((bytes[3] & 4) != 0 && std::memcmp(&bytes[12], "BC\2\0", 4) == 0) return FastaStorage::kBgzip;
  throw Error(path +
              ": is plain gzip, which cannot be read at random; pack it by bgzip instead: "
              "gunzip -c " +
              path + " | bgzip > NEW.fa.gz");
}

void require_fasta_index(const std::string& path, FastaStorage storage) {
  // Readers of other threads must not write the same temporary file.
  static std::mutex mutex;
  const std::lock_guard<std::mutex> lock(mutex);
  const std::string fai = path + ".fai";
  const std::string gzi = path + ".gzi";
  const bool packed = storage == FastaStorage::kBgzip;
  if (fs::exists(fai) && (!packed || fs::exists(gzi))) return;
  hts_set_log_level(HTS_LOG_OFF);
  util::TemporaryPath new_fai(fai);
  require_writable(fai, new_fai.path(), path);
  std::optional<util::TemporaryPath> new_gzi;
  if (packed) new_gzi.emplace(gzi);
  const int status =
      fai_build3(path.c_str(), new_fai.path().c_str(), packed ? new_gzi->path().c_str() : nullptr);
  if (status != 0 || fs::file_size(new_fai.path()) == 0) throw index_failure(path);
  if (packed) new_gzi->commit();
  new_fai.commit();
}

}  // namespace siskin::io
