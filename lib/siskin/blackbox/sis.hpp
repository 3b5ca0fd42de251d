#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "siskin/blackbox/column.hpp"
#include "siskin/blackbox/scorer.hpp"

// Sufficient input subsets (Carter, Mueller, Jain & Gifford 2019, "What made you do this?
// Understanding black-box decisions with sufficient input subsets", AISTATS).
//
// What differs from the published code: a fully masked sequence that still reaches the threshold is
// reported instead of giving an empty or wrong subset, and positions of an earlier subset are never
// candidates again.

namespace siskin::blackbox {

/// What stands in a masked position: one column a position, `length` of them.
using Mask = std::vector<Column>;

/// The same column everywhere: 0.25 each (the paper's choice), zeros, or base frequencies.
Mask constant_mask(std::size_t length, const Column& column);

/// BackSelect: positions in the order in which they were masked.
struct Elimination {
  double initial = 0;              ///< score before anything was masked
  std::vector<std::size_t> order;  ///< positions, first masked first
  std::vector<double> values;      ///< values[i]: score after order[0..i] were masked
};

/// What is known before a search begins and need not be evaluated again.
struct KnownScores {
  std::optional<double> initial;  ///< nothing masked
  std::optional<double> masked;   ///< all candidates masked
};

/// Masks the `candidates` (ascending) one by one, each time the one that leaves the largest score;
/// ties go to the lowest position. d (d + 1) / 2 evaluations and one more for the initial score,
/// less one for each that is known.
Elimination back_select(Scorer& scorer, const std::vector<float>& onehot_cl, const Mask& mask,
                        const std::vector<std::size_t>& candidates, const KnownScores& known = {});

/// FindSIS: the shortest non-empty suffix of the order that still reaches the threshold when all
/// else is masked, last masked position first; all positions when only the unmasked sequence
/// reaches it, or not even that. Empty when the fully masked sequence reaches the threshold: then
/// no position is needed. For an ascending threshold the subsets are nested.
std::vector<std::size_t> find_sis(const Elimination& elimination, double threshold);

enum class SisStatus {
  kOk,                    ///< at least one subset
  kBelowThreshold,        ///< f(x) < threshold: no decision to explain
  kMaskedAboveThreshold,  ///< f(all masked) >= threshold: every subset would be sufficient
};

struct SufficientSubset {
  std::vector<std::size_t> positions;  ///< 0-based, last masked (most needed) first
  double score = 0;                    ///< f with only this subset visible, >= threshold
  double rest_score = 0;               ///< f after this and all earlier subsets are masked
};

struct SisResult {
  SisStatus status = SisStatus::kOk;
  double score = 0;                    ///< f(x)
  std::optional<double> masked_score;  ///< f(all masked); empty below the threshold
  std::vector<SufficientSubset> subsets;
};

struct SisOptions {
  double threshold = 0;
  std::size_t max_subsets = std::numeric_limits<std::size_t>::max();
  /// f(x) when it is known already. A threshold taken from predictions must meet the same numbers
  /// again, or rounding decides about the sequence that lies on it.
  std::optional<double> score;
};

/// SIScollection: disjoint subsets, each sufficient for f >= threshold, until the rest falls below
/// it. Each subset is minimal: without any one of its positions f is below the threshold. Columns
/// that prefer no base (N) stay as they are and are never candidates. The fully masked sequence is
/// scored first, so that a threshold that explains nothing costs two evaluations. `mask` has one
/// column for each of the positions of onehot_cl (4, length).
SisResult sufficient_subsets(Scorer& scorer, std::vector<float> onehot_cl, const Mask& mask,
                             const SisOptions& options);

}  // namespace siskin::blackbox
