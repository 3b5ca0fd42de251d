#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "siskin/util/random.hpp"

namespace siskin::data {

/// Random changes of training sequences that keep their length, after EvoAug (Lee, Tang, Toneyan &
/// Koo 2023). New bases are uniform over A, C, G and T.
struct Augmentation {
  enum class Kind { kMutation, kInsertion, kDeletion, kInversion, kTranslocation };

  std::vector<Kind> kinds;       ///< what may happen; empty: nothing
  std::size_t most = 2;          ///< different kinds in one sequence (all when there are fewer)
  bool exact = true;             ///< always that many, instead of a uniform number from 1
  double mutation_rate = 0.05;   ///< share of the bases that change, on average
  std::int64_t most_bases = 20;  ///< most bases inserted, deleted, turned or shifted; at least 0

  bool empty() const { return kinds.empty(); }
};

/// "mutation", "insertion", "deletion", "inversion" or "translocation". Throws UsageError
/// otherwise.
Augmentation::Kind parse_augmentation(const std::string& word);

/// Changes `codes` (length L, seq::code).
///
/// mutation: round(rate L / 0.75) places, drawn with repetition, get a base drawn from all four, so
/// that about rate L of them change. insertion: n bases go in at a random place and as many are cut
/// off at the two ends. deletion: n bases at a random place go, and new ones are added at the two
/// ends. inversion: n bases at a random place are replaced by their reverse complement.
/// translocation: the sequence is rolled by n in either direction. n is uniform in 0 .. most_bases
/// (at most L).
void augment(const Augmentation& settings, std::vector<std::uint8_t>& codes, util::Random& random);

}  // namespace siskin::data
