#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace siskin::blackbox {

/// A subset as a string: from its first to its last base, N for what lies between and is not in it.
struct Pattern {
  std::string text;
  std::size_t start = 0;  ///< position of the first base in the window
};

/// Cuts the N at both ends of a window in which everything outside the subset is N. Throws Error
/// for a letter other than ACGTN, or when there is no base at all.
Pattern trim_pattern(std::string_view window);

/// The pieces of a pattern, cut wherever more than `max_gap` N stand in a row.
std::vector<Pattern> split_pattern(const Pattern& pattern, std::size_t max_gap);

/// Positions of the bases in the window, 0-based and ascending.
std::vector<std::int64_t> base_positions(const Pattern& pattern);

/// Whether a pattern may also be read from the other strand.
enum class Strands { kForward, kBoth };

}  // namespace siskin::blackbox
