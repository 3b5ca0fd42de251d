#pragma once

#include <cstddef>
#include <vector>

#include "siskin/blackbox/scorer.hpp"

// Sequences that a network answers strongly: what the search by substitutions (here) and the ascent
// of logits (gradient/logit_design.hpp) have in common.

namespace siskin::blackbox {

/// What a designed sequence shall be. Its value, which is made as large as possible, is f, -f or
/// -|f - target|, less gc_penalty (share of G and C - gc)^2.
struct DesignGoal {
  enum class Kind { kMaximise, kMinimise, kTarget };
  Kind kind = Kind::kMaximise;
  double target = 0;  ///< of kTarget
  double gc_penalty = 0;
  double gc = 0.5;
};

/// The value of a sequence of this score and share of G and C.
double design_value(const DesignGoal& goal, double score, double gc);

/// Share of G and C among the columns of a (4, length) map.
double gc_share(const float* map_cl, std::size_t length);

struct Design {
  std::vector<float> onehot_cl;     ///< the best sequence that was met
  double start_score = 0;           ///< f of the sequence that the search began with
  double score = 0;                 ///< f of the best
  double value = 0;                 ///< of the best; never less than that of the start
  std::size_t step = 0;             ///< in which it was met; 0: the start
  std::vector<double> best_scores;  ///< f of the best so far, after 0, 1, ... steps
};

struct SubstitutionOptions {
  DesignGoal goal;
  std::size_t max_steps = 0;   ///< of the search
  std::size_t beam_width = 1;  ///< sequences that are followed
  std::vector<bool> fixed;     ///< by position: stays as it is; empty: none
};

/// Ascent by single substitutions, without a derivative and exact at each step: of all 3 * length
/// substitutions in each of the sequences that are followed, the best `beam_width` are followed
/// next, each sequence once. With one this is the greedy search; it ends at a sequence that no
/// substitution makes better (a local optimum), and a wider beam when a step meets nothing better
/// than before. Ties go to the lower position, then to the earlier base. Columns that prefer no
/// base (N) stay.
Design substitution_search(Scorer& scorer, const std::vector<float>& onehot_cl,
                           const SubstitutionOptions& options);

}  // namespace siskin::blackbox
