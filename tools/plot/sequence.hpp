#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "plot/options.hpp"
#include "siskin/figure/annotation.hpp"
#include "siskin/io/npz.hpp"

namespace siskin::tools {

/// The whole sequence of the figure. Windows of a genome are named chrom:start-end; BED files and
/// tracks then speak of the chromosome.
struct Sequence {
  std::string name;
  std::string letters;
  std::string chrom;
  std::int64_t offset = 0;  ///< position of letters[0] on chrom

  std::int64_t end() const { return offset + static_cast<std::int64_t>(letters.size()); }
};

/// The sequence that --name, --onehot and --sequences choose; without a name the only one of `map`
/// (empty: none) or of the file of letters. Windows of a genome stand at their place. Throws Error.
Sequence read_sequence(const RegionOptions& region, const std::string& map);

/// The map of the sequence in a file. Throws Error when it is not there or has another length.
std::size_t find_map(const io::MapFile& file, const Sequence& sequence, const std::string& source);

/// --start and --end as bases of the sequence, counted from its first. Throws Error.
struct LetterRange {
  std::int64_t first = 0;
  std::int64_t last = 0;  ///< behind the last base
};
LetterRange letter_range(const RegionOptions& region, const Sequence& sequence);

/// The sites of a BED file (empty: none) on this chromosome.
std::vector<figure::Site> read_sites(const std::string& path, const std::string& chrom);

}  // namespace siskin::tools
