#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "siskin/blackbox/maskable_sequence.hpp"
#include "siskin/blackbox/scorer.hpp"
#include "siskin/blackbox/sis.hpp"

// What Carter et al. 2019 hold sufficient input subsets against: subsets taken from the top of a
// ranking of the positions.

namespace siskin::blackbox {

/// Places of `values` from the largest to the smallest; of equal ones the first comes first.
std::vector<std::size_t> descending(const std::vector<double>& values);

/// The first `count` of a ranking, or all.
std::vector<std::size_t> top(std::vector<std::size_t> ranking, std::size_t count);

/// How much the score drops when each unit alone is masked ("Perturb"): f(x) - f(x without it).
/// `score` is f(x). One evaluation a unit and mask.
std::vector<double> masking_drops(Scorer& scorer, const MaskableSequence& sequence, double score);

/// The shortest non-empty beginning of a ranking of all units that alone, with everything else
/// masked, scores at least the threshold; all units when none does.
std::vector<std::size_t> sufficient_top(Scorer& scorer, const MaskableSequence& sequence,
                                        const std::vector<std::size_t>& ranking, double threshold);

/// The shortest non-empty beginning of a ranking of units whose values sum to at least `total`; all
/// units when none does.
std::vector<std::size_t> top_with_sum(const std::vector<std::size_t>& ranking,
                                      const std::vector<double>& values, double total);

/// Chooses units, most needed first. `goal` is f, or -f for a minimising decision; `score` and
/// `threshold` are in its terms.
using ChooseUnits =
    std::function<std::vector<std::size_t>(Scorer& goal, double score, double threshold)>;

/// One subset of a sequence, chosen by `choose`, told in the terms of sufficient input subsets: the
/// same statuses, so that both speak of the same sequences. Its score may miss the threshold.
SisResult chosen_subset(Scorer& scorer, const MaskableSequence& sequence, const SisOptions& options,
                        const ChooseUnits& choose);

/// Median drop of the score when a single unit is masked, among the units of a subset and among the
/// others; empty when there are none.
struct Perturbation {
  std::optional<double> inside;
  std::optional<double> outside;
};

Perturbation perturbation(const std::vector<double>& drops, const std::vector<std::size_t>& units);

}  // namespace siskin::blackbox
