#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/blackbox/maskable_sequence.hpp"
#include "siskin/blackbox/scorer.hpp"

namespace siskin::blackbox {

/// What is given a value.
using Feature = Unit;

/// A sequence as a cooperative game of its features: v(S) = f(x with the features outside S
/// masked). Positions that belong to no feature stay as they are.
struct Game {
  std::vector<float> onehot_cl;  ///< (4, length)
  Mask mask;                     ///< length columns
  std::vector<Feature> features;

  std::size_t length() const { return mask.size(); }
};

/// Which features of a game are visible, 1 or 0 each.
using Coalition = std::vector<std::uint8_t>;

/// Asks a scorer for the values of coalitions. They are arbitrary subsets, far from each other and
/// from the sequence, so each is scored whole, in full batches that need not wait for all of the
/// questions; memory does not grow with their number.
class CoalitionValues {
 public:
  /// Both must outlive it.
  CoalitionValues(Scorer& scorer, const Game& game);

  void ask(const Coalition& coalition);
  /// Of all that was asked since the last call, in that order.
  std::vector<double> answers();

 private:
  void flush();

  Scorer& scorer_;
  const Game& game_;
  std::vector<float> waiting_ncl_;
  std::size_t waiting_ = 0;
  std::vector<double> answers_;
};

/// A share of f(x) - f(all features masked) for each feature.
struct Contributions {
  double score = 0;         ///< f(x)
  double masked_score = 0;  ///< all features masked
  std::vector<double> values;
};

}  // namespace siskin::blackbox
