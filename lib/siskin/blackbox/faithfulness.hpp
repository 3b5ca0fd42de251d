#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/blackbox/game.hpp"
#include "siskin/util/random.hpp"

namespace siskin::blackbox {

/// What is asked of a model to see whether values of positions say what it does.
struct FaithfulnessOptions {
  /// Shares of the bases, 0 to 1, at which curves are looked at; any order.
  std::vector<double> fractions{0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 0.9, 0.95, 0.98, 1};
  std::size_t orders = 1;    ///< random orders of the bases, of whose curves the mean is given
  std::size_t samples = 10;  ///< random changes of the sequence
  std::size_t changes = 3;   ///< bases that each of them replaces, at most all
  std::uint64_t seed = 1;
  std::uint64_t number =
      0;                 ///< of the sequence in the input: random numbers do not depend on batches
  bool deletion = true;  ///< ask for the curves of deletion
  bool insertion = true;
};

/// A point of a deletion or insertion curve.
struct ChangedShare {
  double share = 0;  ///< of the bases that were replaced, or put back
  double score = 0;
};

/// Curves of a sequence whose bases are replaced by the mask, or put back into a sequence of which
/// nothing else is left, the most important ones first (Petsiuk, Das & Saenko 2018, RISE); and the
/// same in a random order.
struct FaithfulnessAnswers {
  std::vector<ChangedShare> deletion;
  std::vector<ChangedShare> insertion;
  std::vector<ChangedShare> deletion_random;  ///< mean over the random orders
  std::vector<ChangedShare> insertion_random;
  double score = 0;             ///< f(x)
  std::vector<double> changed;  ///< f with each of the changes on its own
};

/// Numbers of the features of a game by `value` (one a feature), largest first, so that what
/// lowers the output comes last. Equal values are in a random order: no end of the sequence is
/// preferred.
std::vector<std::size_t> by_importance(const std::vector<double>& values, util::Random& random);

/// How many of `count` bases each fraction is, rounded; ascending, each number once.
std::vector<std::size_t> share_counts(const std::vector<double>& fractions, std::size_t count);

/// options.samples substitution sets: options.changes different bases at random, each replaced by
/// one of the three others. None for a sequence without bases. `onehot_cl` is (4, length).
std::vector<Edit> random_substitutions(const std::vector<float>& onehot_cl,
                                       const FaithfulnessOptions& options);

/// The same positions with the columns of the mask in them.
Edit masked_instead(const Edit& edit, const Mask& mask);

/// Curves of a game whose features are its bases, `values` by feature, and the scores of `changes`:
/// one call of score_edits(). Curves are empty for a game without features.
FaithfulnessAnswers ask_faithfulness(Scorer& scorer, const Game& game,
                                     const std::vector<double>& values,
                                     const std::vector<Edit>& changes,
                                     const FaithfulnessOptions& options);

}  // namespace siskin::blackbox
