#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "siskin/blackbox/scorer.hpp"

namespace siskin::blackbox {

/// Two substitutions, alone and together. Bases are 0..3 (A, C, G, T).
struct PairEffect {
  std::size_t position1 = 0;
  std::size_t base1 = 0;
  std::size_t position2 = 0;  ///< > position1
  std::size_t base2 = 0;
  double delta1 = 0;     ///< f(x with base1 at position1) - f(x)
  double delta2 = 0;     ///< f(x with base2 at position2) - f(x)
  double delta12 = 0;    ///< f(x with both) - f(x)
  double epistasis = 0;  ///< delta12 - delta1 - delta2: 0 where effects add up
};

/// Pairwise saturation mutagenesis: every pair of `positions` (ascending, below `length`), three
/// bases each, in the order of position1, base1, position2, base2. Positions with an N are left
/// out. n positions cost 3 n + 1 evaluations and then 9 n (n - 1) / 2 + 3 (n - 1), those of the
/// second substitution as edits of the sequence with the first.
void pairwise_mutagenesis(Scorer& scorer, const std::vector<float>& onehot_cl,
                          const std::vector<std::size_t>& positions,
                          const std::function<void(const PairEffect&)>& take);

}  // namespace siskin::blackbox
