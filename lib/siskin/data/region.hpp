#pragma once

#include <cstdint>

namespace siskin::data {

/// A window of the genome as RecordStore holds it, 16 bytes.
struct Region {
  std::uint64_t place = 0;  ///< chromosome and start, see place_of
  float signal = 0;         ///< what peaks of one file are ranked by
  std::uint32_t file = 0;   ///< number of the file it comes from
};

inline constexpr int kPositionBits = 40;  // no chromosome is longer
inline constexpr std::int64_t kPositionOffset = std::int64_t{1} << (kPositionBits - 1);

/// Number of a chromosome and position of a window's first base, which may be negative, as one.
inline std::uint64_t place_of(std::uint32_t chrom, std::int64_t start) {
  return std::uint64_t{chrom} << kPositionBits |
         static_cast<std::uint64_t>(start + kPositionOffset);
}
inline std::uint32_t chrom_of(std::uint64_t place) {
  return static_cast<std::uint32_t>(place >> kPositionBits);
}
inline std::int64_t start_of(std::uint64_t place) {
  const std::uint64_t mask = (std::uint64_t{1} << kPositionBits) - 1;
  return static_cast<std::int64_t>(place & mask) - kPositionOffset;
}

}  // namespace siskin::data
