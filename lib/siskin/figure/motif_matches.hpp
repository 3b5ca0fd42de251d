#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/figure/motif_pair.hpp"

namespace siskin::figure {

struct MotifMatchesStyle {
  std::int64_t columns = 1;  ///< pairs side by side
  double letter_width = 20;  ///< user units a position
  double height = 60;        ///< user units of 2 bits
  std::string provenance;    ///< put into the file's description
};

/// SVG with one panel a pair: the logo of the query above that of the target, positions that lie
/// over each other in one column and on a tinted ground; a query without a target stands alone
/// above its note. Throws Error when there is no pair, a query without positions, or a pair without
/// a position in common.
std::string motif_matches(const std::vector<MotifPair>& pairs, const MotifMatchesStyle& style);

}  // namespace siskin::figure
