#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace siskin::io {

/// One line of a .fai file (samtools faidx).
struct FastaIndexEntry {
  std::string name;
  std::int64_t length = 0;      ///< bases
  std::int64_t offset = 0;      ///< of the first base, in bytes of the unpacked file
  std::int64_t line_bases = 0;  ///< bases a line
  std::int64_t line_bytes = 0;  ///< bytes a line, with its end

  /// Where base `position` (0-based) stands, in bytes of the unpacked file.
  std::int64_t offset_of(std::int64_t position) const;
};

/// Where a block of a bgzip file begins, in bytes of the packed and of the unpacked file.
struct BgzipBlock {
  std::int64_t packed_offset = 0;
  std::int64_t plain_offset = 0;
};

/// Throws Error naming file and line for a line that is none of a FASTA index, or an empty index.
std::vector<FastaIndexEntry> read_fasta_index(std::istream& in, const std::string& name);

/// Reads a .gzi file (bgzip -i): the blocks in order, the first at 0. Throws Error, naming it, when
/// it is none.
std::vector<BgzipBlock> read_bgzip_index(std::istream& in, const std::string& name);

/// How a FASTA file is stored.
enum class FastaStorage { kPlain, kBgzip };

/// Throws Error for a file that cannot be read at random: missing, a folder, plain gzip.
FastaStorage fasta_storage(const std::string& path);

/// Makes "<path>.fai" (and "<path>.gzi" for bgzip) where one is missing. Throws Error when the
/// place is not writable, saying how to make the index, or when the FASTA file is malformed.
void require_fasta_index(const std::string& path, FastaStorage storage);

}  // namespace siskin::io
