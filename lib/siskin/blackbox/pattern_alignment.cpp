#include "siskin/blackbox/pattern_alignment.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <map>

#include "siskin/seq/alphabet.hpp"

namespace siskin::blackbox {
namespace {

using Counts = std::array<std::size_t, seq::kBases>;

constexpr std::size_t kRarest = 4;  // a column counts from one pattern in four on

std::int64_t size_of(const std::string& text) { return static_cast<std::int64_t>(text.size()); }

int agreement(const std::string& pattern, const std::string& reference, std::int64_t offset) {
  const auto begin = std::max<std::int64_t>(0, -offset);
  const auto end = std::min(size_of(pattern), size_of(reference) - offset);
  int score = 0;
  for (auto i = begin; i < end; ++i) {
    const char own = pattern[static_cast<std::size_t>(i)];
    const char other = reference[static_cast<std::size_t>(i + offset)];
    if (own != 'N' && other != 'N') score += own == other ? 1 : -1;
  }
  return score;
}

struct BestPlace {
  Placement placement;
  int score = std::numeric_limits<int>::min();

  // Shifts come from the left, so that of two alike the left one stays.
  void consider(const Placement& other, int other_score) {
    const bool nearer =
        other.reversed == placement.reversed && std::abs(other.offset) < std::abs(placement.offset);
    if (other_score > score || (other_score == score && nearer)) {
      placement = other;
      score = other_score;
    }
  }
};

std::size_t bases(const Counts& counts) { return counts[0] + counts[1] + counts[2] + counts[3]; }

std::array<double, 4> row_of(const Counts& counts, std::size_t patterns) {
  const double quarter = static_cast<double>(patterns - bases(counts)) / seq::kBases;
  std::array<double, 4> row{};
  for (std::size_t base = 0; base < row.size(); ++base)
    row[base] = (static_cast<double>(counts[base]) + quarter) / static_cast<double>(patterns);
  return row;
}

// By column, from the reference's first letter.
using Columns = std::map<std::int64_t, Counts>;

void count(const std::string& pattern, const Placement& placement, Columns& columns) {
  const auto text = placement.reversed ? seq::reverse_complement(pattern) : pattern;
  for (std::int64_t i = 0; i < size_of(text); ++i) {
    const auto base = seq::code(text[static_cast<std::size_t>(i)]);
    if (base < seq::kBases) ++columns[placement.offset + i][base];
  }
}

}  // namespace

Placement place_pattern(const std::string& pattern, const std::string& reference, Strands strands) {
  BestPlace best;
  const auto try_text = [&](const std::string& text, bool reversed) {
    for (std::int64_t offset = 1 - size_of(text); offset < size_of(reference); ++offset)
      best.consider({offset, reversed}, agreement(text, reference, offset));
  };
  try_text(pattern, false);
  if (strands == Strands::kBoth) try_text(seq::reverse_complement(pattern), true);
  return best.placement;
}

PatternAlignment align_patterns(const std::vector<std::string>& patterns,
                                const std::string& reference, Strands strands) {
  PatternAlignment alignment;
  Columns columns;
  for (const auto& pattern : patterns) {
    alignment.placements.push_back(place_pattern(pattern, reference, strands));
    count(pattern, alignment.placements.back(), columns);
  }
  const auto common = [&](const auto& column) {
    return kRarest * bases(column.second) >= patterns.size();
  };
  auto first = std::find_if(columns.begin(), columns.end(), common);
  auto last = std::find_if(columns.rbegin(), columns.rend(), common);
  if (first == columns.end()) {
    first = columns.begin();
    last = columns.rbegin();
  }
  alignment.first = first->first;
  const auto last_column = last->first;
  for (auto column = alignment.first; column <= last_column; ++column)
    alignment.motif.rows.push_back(row_of(columns[column], patterns.size()));
  alignment.motif.sites = static_cast<double>(patterns.size());
  return alignment;
}

}  // namespace siskin::blackbox
