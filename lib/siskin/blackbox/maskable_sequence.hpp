#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "siskin/blackbox/column.hpp"
#include "siskin/blackbox/scorer.hpp"
#include "siskin/util/random.hpp"

namespace siskin::blackbox {

/// What stands in a masked position: one column a position, `length` of them.
using Mask = std::vector<Column>;

/// The same column everywhere: 0.25 each, zeros, or base frequencies.
Mask constant_mask(std::size_t length, const Column& column);

/// A base at every position, drawn with these frequencies (non-negative, not all zero).
Mask random_mask(std::size_t length, const Column& frequencies, util::Random& random);

/// Positions that are masked together.
using Unit = std::vector<std::size_t>;

/// A sequence with what of it may be masked, and by what: a function of sets of units.
struct MaskableSequence {
  std::vector<float> onehot_cl;  ///< (4, length)
  /// At least one, each with a column for every position. The score of a sequence with something
  /// masked is the mean over them, so that several random ones stand for "any base".
  std::vector<Mask> masks;
  std::vector<Unit> units;  ///< disjoint; positions in none of them stay as they are

  std::size_t length() const { return onehot_cl.size() / 4; }
};

/// Every position of onehot_cl (4, length) that has a base, as a unit of its own. Columns that
/// prefer no base (N) are in none: they stay as they are.
std::vector<Unit> single_positions(const float* onehot_cl, std::size_t length);

/// Every base its own unit.
MaskableSequence every_base(std::vector<float> onehot_cl, const Mask& mask);

/// Numbers of all units, 0, 1, ...
std::vector<std::size_t> all_units(const MaskableSequence& sequence);

/// All units less `taken`.
std::vector<std::size_t> other_units(const MaskableSequence& sequence,
                                     const std::vector<std::size_t>& taken);

/// Positions of the units with these numbers, unit by unit.
std::vector<std::size_t> positions_of(const std::vector<Unit>& units,
                                      const std::vector<std::size_t>& numbers);

/// Masks one unit.
Edit masking_edit(const MaskableSequence& sequence, const Mask& mask, std::size_t unit);

/// The (4, length) map with these units masked.
std::vector<float> masked_map(const MaskableSequence& sequence, const Mask& mask,
                              const std::vector<std::size_t>& masked);

/// The score with these units masked: one evaluation a mask.
double score_masked(Scorer& scorer, const MaskableSequence& sequence,
                    const std::vector<std::size_t>& masked);

/// A walk on which the `candidates` may be masked, everything else being masked from the start.
/// Scorer and sequence must outlive it.
std::unique_ptr<Walk> masking_walk(Scorer& scorer, const MaskableSequence& sequence,
                                   const std::vector<std::size_t>& candidates);

}  // namespace siskin::blackbox
