#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/blackbox/game.hpp"
#include "siskin/blackbox/windows.hpp"

// Occlusion (Zeiler & Fergus 2014, "Visualizing and understanding convolutional networks"): how
// much the score falls when a stretch is covered, f(x) - f(covered), positive where the stretch
// supports the score.

namespace siskin::blackbox {

/// f(x), and one value for each position, or each feature.
struct PositionValues {
  double score = 0;
  std::vector<double> values;
};

/// Fills windows with the columns of the mask (`length` of them); N stays as it is. A position gets
/// the mean over the windows that cover it, which for windows of one base is the effect of masking
/// it. One evaluation a window and one for x. Throws Error as window_starts().
PositionValues occlusion(Scorer& scorer, const std::vector<float>& onehot_cl, const Mask& mask,
                         const WindowOptions& options);

struct ShuffleOptions {
  std::size_t shuffles = 10;  ///< of each window
  std::uint64_t seed = 1;
  std::uint64_t number = 0;  ///< of the sequence: its stream of random numbers
};

/// The same with the bases of each window in random order instead of a mask, which keeps the
/// composition of the sequence: f(x) - the mean over the shuffles. Letters N keep their places.
PositionValues shuffle_occlusion(Scorer& scorer, const std::vector<float>& onehot_cl,
                                 const WindowOptions& options, const ShuffleOptions& shuffles);

/// Each feature of a game masked on its own: one value a feature (feature ablation).
PositionValues feature_occlusion(Scorer& scorer, const Game& game);

}  // namespace siskin::blackbox
