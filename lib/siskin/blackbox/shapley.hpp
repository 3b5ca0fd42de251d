#pragma once

#include <cstddef>
#include <cstdint>

#include "siskin/blackbox/game.hpp"

// Shapley values (Shapley 1953; as attributions Štrumbelj & Kononenko 2010): the mean of what a
// feature adds to v over all orders in which features become visible. They sum to f(x) - f(all
// features masked).

namespace siskin::blackbox {

/// Above this exact_shapley() refuses: 2^16 evaluations.
inline constexpr std::size_t kMostExactFeatures = 16;

/// By enumeration of all 2^M coalitions. Throws Error for more than kMostExactFeatures features.
Contributions exact_shapley(Scorer& scorer, const Game& game);

struct PermutationOptions {
  std::size_t permutations = 26;
  std::uint64_t seed = 1;
  std::uint64_t number = 0;  ///< of the sequence: its stream of random numbers
};

/// Random orders, each followed by its reverse (antithetic; Mitchell, Cooper, Frank & Holmes 2022,
/// "Sampling permutations for Shapley value estimation"); with an odd number the last stands alone.
/// What features add telescopes along an order, so the sum is exact for any number of them, and so
/// are the values of features that do not interact. 2 + permutations * (M - 1) evaluations: the
/// steps of an order are no edits of one sequence, and each is scored whole.
Contributions sampled_shapley(Scorer& scorer, const Game& game, const PermutationOptions& options);

}  // namespace siskin::blackbox
