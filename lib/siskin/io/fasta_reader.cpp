#include "siskin/io/fasta_reader.hpp"

#include <htslib/bgzf.h>
#include <htslib/hts_log.h>

#include <algorithm>
#include <istream>
#include <iterator>
#include <string_view>
#include <unordered_map>

#include "siskin/io/chromosome_names.hpp"
#include "siskin/io/fasta_index.hpp"
#include "siskin/io/input.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::io {
namespace {

struct BgzfClose {
  void operator()(BGZF* file) const { bgzf_close(file); }
};
// Any range of bytes of the unpacked file. Not by bgzf_useek: given an index that does not fit, it
// ends the process by an assertion.
class ByteReader {
 public:
  ByteReader(const std::string& path, FastaStorage storage) : path_(path) {
    file_.reset(bgzf_open(path.c_str(), "r"));
    if (!file_) throw system_error(path, "cannot be opened");
    if (storage == FastaStorage::kPlain) return;
    if (bgzf_check_EOF(file_.get()) != 1) {
      throw Error(path + ": truncated bgzip file: the end marker is missing");
    }
    blocks_ = read_bgzip_index(*open_input(path + ".gzi"), path + ".gzi");
  }

  // Fewer than `count` at the end of the file. Throws Error when the file is corrupt.
  std::string read(std::int64_t begin, std::int64_t count) const {
    if (!seek(begin)) return {};
    std::string bytes(static_cast<std::size_t>(count), '\0');
    const ssize_t got = bgzf_read(file_.get(), bytes.data(), bytes.size());
    if (got < 0) throw Error(path_ + ": corrupt, or changed after it was indexed");
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
  }

 private:
  bool seek(std::int64_t begin) const {
    if (blocks_.empty()) return bgzf_useek(file_.get(), begin, SEEK_SET) == 0;
    const auto behind = std::upper_bound(
        blocks_.begin(), blocks_.end(), begin,
        [](std::int64_t at, const auto& block) { return at < block.plain_offset; });
    const BgzipBlock& block = *std::prev(behind);
    const std::int64_t inside = begin - block.plain_offset;
    constexpr std::int64_t kLargestBlock = 1 << 16;
    return inside < kLargestBlock &&
           bgzf_seek(file_.get(), block.packed_offset * kLargestBlock + inside, SEEK_SET) == 0;
  }

  std::string path_;
  std::unique_ptr<BGZF, BgzfClose> file_;
  std::vector<BgzipBlock> blocks_;  // empty for a plain file
};

// True when the header of this sequence stands before its first base.
bool header_agrees(const ByteReader& file, const FastaIndexEntry& entry) {
  constexpr std::int64_t kLongestHeader = 4096;
  const std::int64_t begin = std::max<std::int64_t>(0, entry.offset - kLongestHeader);
  const std::string text = file.read(begin, entry.offset - begin);
  if (text.size() < 2 || text.back() != '\n') return false;
  const auto previous = text.find_last_of('\n', text.size() - 2);
  if (previous == std::string::npos && begin > 0) return true;  // too long to tell
  const auto header =
      std::string_view(text).substr(previous == std::string::npos ? 0 : previous + 1);
  if (header.substr(0, 1) != ">" || header.substr(1, entry.name.size()) != entry.name) return false;
  return std::string_view(" \t\r\n").find(header[entry.name.size() + 1]) != std::string_view::npos;
}

// True when the last base is there and another record, or nothing, follows it.
bool end_agrees(const ByteReader& file, const FastaIndexEntry& entry) {
  if (entry.length == 0) return true;
  const std::string text = file.read(entry.offset_of(entry.length - 1), 8);
  if (text.empty() || !seq::is_nucleotide_letter(text.front())) return false;
  const auto next = text.find_first_not_of("\r\n", 1);
  return text.size() == 1 || next == std::string::npos || (next > 1 && text[next] == '>');
}

// The bases among bytes that begin with base `start`.
std::string without_line_ends(const std::string& bytes, std::int64_t start,
                              const FastaIndexEntry& entry) {
  std::string sequence;
  sequence.reserve(bytes.size());
  std::int64_t rest = entry.line_bases - start % entry.line_bases;
  for (std::size_t at = 0; at < bytes.size();) {
    sequence.append(bytes, at, static_cast<std::size_t>(rest));
    at += static_cast<std::size_t>(rest + entry.line_bytes - entry.line_bases);
    rest = entry.line_bases;
  }
  return sequence;
}

}  // namespace

struct FastaReader::State {
  std::string path;
  std::unique_ptr<ByteReader> file;
  std::vector<FastaIndexEntry> entries;
  std::vector<bool> checked;
  std::unordered_map<std::string, std::size_t> number_of;

  std::size_t require(const std::string& chrom) const {
    const auto found = number_of.find(chrom);
    if (found != number_of.end()) return found->second;
    std::vector<std::string> names;
    for (const auto& entry : entries) names.push_back(entry.name);
    throw unknown_chromosome(path, chrom, names);
  }

  Error stale() const {
    return Error(path + ".fai: does not fit " + path +
                 ", which changed after it was indexed; delete its index files to have them made "
                 "again");
  }

  // An index older than its file would give other bases without a word.
  void check_entry(std::size_t number) {
    if (checked[number]) return;
    if (!header_agrees(*file, entries[number]) || !end_agrees(*file, entries[number])) {
      throw stale();
    }
    checked[number] = true;
  }
};

FastaReader::FastaReader(const std::string& path) : state_(std::make_unique<State>()) {
  const FastaStorage storage = fasta_storage(path);
  require_fasta_index(path, storage);
  hts_set_log_level(HTS_LOG_OFF);
  state_->path = path;
  const std::string fai = path + ".fai";
  state_->entries = read_fasta_index(*open_input(fai), fai);
  for (std::size_t i = 0; i < state_->entries.size(); ++i) {
    state_->number_of.emplace(state_->entries[i].name, i);
  }
  state_->checked.resize(state_->entries.size());
  state_->file = std::make_unique<ByteReader>(path, storage);
}

FastaReader::~FastaReader() = default;
FastaReader::FastaReader(FastaReader&&) noexcept = default;
FastaReader& FastaReader::operator=(FastaReader&&) noexcept = default;

std::string FastaReader::fetch(const seq::Interval& where) const {
  const std::size_t number = state_->require(where.chrom);
  const std::int64_t length = state_->entries[number].length;
  if (where.start < 0 || where.end < where.start || where.end > length) {
    throw Error(state_->path + ": " + seq::to_string(where) + " leaves " + where.chrom +
                ", which has " + std::to_string(length) + " bases");
  }
  if (where.length() == 0) return {};
  state_->check_entry(number);
  const auto& entry = state_->entries[number];
  const std::int64_t begin = entry.offset_of(where.start);
  const std::int64_t end = entry.offset_of(where.end - 1) + 1;
  std::string sequence =
      without_line_ends(state_->file->read(begin, end - begin), where.start, entry);
  if (static_cast<std::int64_t>(sequence.size()) != where.length() ||
      seq::find_non_nucleotide(sequence) != std::string::npos) {
    throw state_->stale();
  }
  return sequence;
}

bool FastaReader::contains(const std::string& chrom) const {
  return state_->number_of.count(chrom) != 0;
}

std::int64_t FastaReader::length(const std::string& chrom) const {
  return state_->entries[state_->require(chrom)].length;
}

std::vector<std::pair<std::string, std::int64_t>> FastaReader::chromosomes() const {
  std::vector<std::pair<std::string, std::int64_t>> sizes;
  for (const auto& entry : state_->entries) sizes.emplace_back(entry.name, entry.length);
  return sizes;
}

}  // namespace siskin::io
