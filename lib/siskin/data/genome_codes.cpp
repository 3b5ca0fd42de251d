#include "siskin/data/genome_codes.hpp"

#include <algorithm>

#include "siskin/io/chromosome_names.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::data {
namespace {

constexpr std::int64_t kChunk = 1 << 20;  // bases unpacked at once, even
constexpr int kCodeBits = 4;
constexpr unsigned kCodeMask = 15;

}  // namespace

GenomeCodes::GenomeCodes(const std::string& path)
    : path_(path), reader_(path), chromosomes_(reader_.chromosomes()) {
  for (std::uint32_t i = 0; i < chromosomes_.size(); ++i) {
    number_of_.emplace(chromosomes_[i].first, i);
  }
  offsets_.assign(chromosomes_.size(), -1);
}

std::uint32_t GenomeCodes::number(const std::string& chrom) const {
  const auto found = number_of_.find(chrom);
  if (found != number_of_.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& entry : chromosomes_) names.push_back(entry.first);
  throw io::unknown_chromosome(path_, chrom, names);
}

void GenomeCodes::require(std::uint32_t chrom) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (offsets_[chrom] >= 0) return;
  const std::int64_t length = chromosomes_[chrom].second;
  std::vector<std::uint8_t> packed;
  std::int64_t at = end_;
  for (std::int64_t start = 0; start < length; start += kChunk) {
    const auto letters =
        reader_.fetch({chromosomes_[chrom].first, start, std::min(length, start + kChunk)});
    packed.assign((letters.size() + 1) / 2, 0);
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const unsigned code = seq::code(letters[i]);
      packed[i / 2] = static_cast<std::uint8_t>(packed[i / 2] | code << (i % 2 * kCodeBits));
    }
    file_.write(at, packed.data(), packed.size());
    at += static_cast<std::int64_t>(packed.size());
  }
  offsets_[chrom] = end_;
  end_ = at;
}

void GenomeCodes::fetch(std::uint32_t chrom, std::int64_t start, std::size_t count,
                        std::uint8_t* codes) {
  require(chrom);
  const std::int64_t length = chromosomes_[chrom].second;
  const std::int64_t end = start + static_cast<std::int64_t>(count);
  const std::int64_t first = std::clamp<std::int64_t>(start, 0, length);
  const std::int64_t last = std::clamp<std::int64_t>(end, first, length);
  std::fill_n(codes, count, seq::kAmbiguous);
  if (first == last) return;
  const std::int64_t first_byte = first / 2;
  std::vector<std::uint8_t> packed(static_cast<std::size_t>((last + 1) / 2 - first_byte));
  file_.read(offsets_[chrom] + first_byte, packed.data(), packed.size());
  std::uint8_t* to = codes + (first - start);
  for (std::int64_t i = first; i < last; ++i) {
    const unsigned byte = packed[static_cast<std::size_t>(i / 2 - first_byte)];
    *to++ = static_cast<std::uint8_t>(byte >> (i % 2 * kCodeBits) & kCodeMask);
  }
}

}  // namespace siskin::data
