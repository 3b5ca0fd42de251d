#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "siskin/data/genome_codes.hpp"
#include "siskin/io/bigwig.hpp"

namespace siskin::data {

/// bigWig files over a genome. Not thread-safe.
class Tracks {
 public:
  /// Throws Error for a file that is no bigWig.
  explicit Tracks(const std::vector<std::string>& paths);

  std::size_t size() const { return readers_.size(); }
  /// Throws Error when a file lacks the chromosome or has another length for it than the genome.
  void check_chromosome(const GenomeCodes& genome, std::uint32_t chrom) const;
  struct Window {
    std::uint32_t chrom = 0;
    std::int64_t start = 0;  ///< may lie outside the chromosome
    std::size_t length = 0;
  };
  /// The values of a track, into values[0], values[step], ...; bases without value and what lies
  /// outside the chromosome are 0.
  void read(std::size_t track, const GenomeCodes& genome, const Window& window, float* values,
            std::size_t step) const;

 private:
  std::vector<std::string> paths_;
  std::vector<io::BigWigReader> readers_;
};

/// File name without folder and the last ending: what the task of a file is called.
std::string task_name(const std::string& path);

}  // namespace siskin::data
