#pragma once

#include <cstdint>
#include <string>

namespace siskin::seq {

/// A stretch of a sequence: 0-based, half-open, as in BED. Every coordinate in siskin is of this
/// kind unless its name says otherwise.
struct Interval {
  std::string chrom;
  std::int64_t start = 0;
  std::int64_t end = 0;

  std::int64_t length() const { return end - start; }
};

bool operator==(const Interval& a, const Interval& b);

/// "chr1:100-200", 0-based half-open.
std::string to_string(const Interval& interval);

/// Reads "chr1:100-200" (0-based half-open, as siskin writes it). Throws Error when it is not one.
Interval parse_interval(const std::string& text);

/// The interval of `width` bases around `centre` (for even widths the centre is the first base of
/// the right half). It may leave the chromosome.
Interval window_around(const std::string& chrom, std::int64_t centre, std::int64_t width);

}  // namespace siskin::seq
