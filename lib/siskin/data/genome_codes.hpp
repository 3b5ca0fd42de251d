#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "siskin/data/temporary_file.hpp"
#include "siskin/io/bigwig.hpp"
#include "siskin/io/fasta_reader.hpp"

namespace siskin::data {

/// A genome for windows in any order. A chromosome is unpacked into a temporary file, two bases a
/// byte, when it is first asked for: in shuffled order a bgzip file would be unpacked over and
/// over. Thread-safe.
class GenomeCodes {
 public:
  /// Throws Error as io::FastaReader does.
  explicit GenomeCodes(const std::string& path);

  const std::string& path() const { return path_; }
  const io::ChromosomeSizes& chromosomes() const { return chromosomes_; }
  std::int64_t length(std::uint32_t chrom) const { return chromosomes_[chrom].second; }
  const std::string& name(std::uint32_t chrom) const { return chromosomes_[chrom].first; }
  /// Throws Error, naming some chromosomes that exist, for an unknown one.
  std::uint32_t number(const std::string& chrom) const;
  /// Codes (seq::code) of `count` bases from `start`; what lies outside the chromosome is
  /// seq::kAmbiguous.
  void fetch(std::uint32_t chrom, std::int64_t start, std::size_t count, std::uint8_t* codes);

 private:
  void require(std::uint32_t chrom);

  std::string path_;
  io::FastaReader reader_;
  io::ChromosomeSizes chromosomes_;
  std::unordered_map<std::string, std::uint32_t> number_of_;
  std::mutex mutex_;
  std::vector<std::int64_t> offsets_;  // in the temporary file; -1: not there yet
  std::int64_t end_ = 0;
  TemporaryFile file_;
};

}  // namespace siskin::data
