#include "siskin/io/fasta_reader.hpp"

#include <htslib/bgzf.h>
#include <htslib/faidx.h>
#include <htslib/hts_log.h>

#include <algorithm>
#include <cstdlib>
#include <istream>
#include <string_view>
#include <unordered_map>

#include "siskin/io/chromosome_names.hpp"
#include "siskin/io/fasta_index.hpp"
#include "siskin/io/input.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::io {
namespace {

struct FaidxDestroy {
  void operator()(faidx_t* index) const { fai_destroy(index); }
};
struct BgzfClose {
  void operator()(BGZF* file) const { bgzf_close(file); }
};
struct Free {
  void operator()(char* text) const { std::free(text); }
};

using BgzfHandle = std::unique_ptr<BGZF, BgzfClose>;

// The bytes [begin, begin + count) of the unpacked file, fewer at its end; nothing on failure.
std::string read_bytes(BGZF* file, std::int64_t begin, std::size_t count) {
  std::string bytes(count, '\0');
  if (bgzf_useek(file, begin, SEEK_SET) != 0) return {};
  const ssize_t got = bgzf_read(file, bytes.data(), count);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

// True when the header of this sequence stands before its first base.
bool header_agrees(BGZF* file, const FastaIndexEntry& entry) {
  constexpr std::int64_t kLongestHeader = 4096;
  const std::int64_t begin = std::max<std::int64_t>(0, entry.offset - kLongestHeader);
  const std::string text = read_bytes(file, begin, static_cast<std::size_t>(entry.offset - begin));
  if (text.size() < 2 || text.back() != '\n') return false;
  const auto previous = text.find_last_of('\n', text.size() - 2);
  if (previous == std::string::npos && begin > 0) return true;  // too long to tell
  const auto header =
      std::string_view(text).substr(previous == std::string::npos ? 0 : previous + 1);
  if (header.substr(0, 1) != ">" || header.substr(1, entry.name.size()) != entry.name) return false;
  return std::string_view(" \t\r\n").find(header[entry.name.size() + 1]) != std::string_view::npos;
}

// True when another record, or nothing, follows the last base.
bool end_agrees(BGZF* file, const FastaIndexEntry& entry) {
  const std::string text = read_bytes(file, entry.end_offset(), 8);
  if (text.empty()) return true;
  const auto next = text.find_first_not_of("\r\n");
  return next != 0 && (next == std::string::npos || text[next] == '>');
}

}  // namespace

struct FastaReader::State {
  std::string path;
  std::unique_ptr<faidx_t, FaidxDestroy> index;
  BgzfHandle file;  // for check_entry alone
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
                 ", which changed after it was indexed; delete the index to have it made again");
  }

  // An index older than its file would give other bases without a word.
  void check_entry(std::size_t number) {
    if (checked[number]) return;
    if (!header_agrees(file.get(), entries[number]) || !end_agrees(file.get(), entries[number])) {
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
  state_->index.reset(fai_load3(path.c_str(), nullptr, nullptr, 0));
  state_->file.reset(bgzf_open(path.c_str(), "r"));
  const bool packed = storage == FastaStorage::kBgzip;
  if (!state_->index || !state_->file ||
      (packed && bgzf_index_load(state_->file.get(), path.c_str(), ".gzi") != 0)) {
    throw Error(path + ": its index cannot be used; delete " + fai +
                (packed ? " and " + path + ".gzi" : std::string()) + " to have it made again");
  }
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
  hts_pos_t got = 0;
  const std::unique_ptr<char, Free> letters(faidx_fetch_seq64(
      state_->index.get(), where.chrom.c_str(), where.start, where.end - 1, &got));
  if (!letters || got < 0) {
    throw Error(state_->path + ": " + seq::to_string(where) +
                " cannot be read: the file is truncated or corrupt");
  }
  std::string sequence(letters.get(), static_cast<std::size_t>(got));
  if (got != where.length() || seq::find_non_nucleotide(sequence) != std::string::npos) {
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
