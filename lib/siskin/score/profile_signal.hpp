#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace siskin::score {

/// One value a position of one track.
using Signal = std::vector<double>;

/// What the numbers of a predicted profile are.
enum class ProfileSpace {
  kProbability,  ///< any multiple of the probabilities
  kLogit,        ///< their logarithms, but for a constant
  kCount,        ///< expected reads
};

/// "probability", "logit" or "count". Throws UsageError otherwise.
ProfileSpace parse_profile_space(const std::string& word);

/// Predicted tracks as non-negative numbers in proportion to the probabilities: for logits the
/// exponential of what each lies above the largest, of its own track, or of all when they are one
/// distribution (`jointly`): a track far below the others must not come to nothing where its own
/// shape is asked for. Throws Error for a number that is negative (but for logits) or not finite.
std::vector<Signal> to_shares(const std::vector<Signal>& tracks, ProfileSpace space, bool jointly);

/// Convolution with a Gaussian cut at one standard deviation (window 2 round(sigma) + 1,
/// normalised), the edges mirrored with the edge itself doubled (Tseng, Shrikumar & Kundaje 2020).
/// sigma 0 gives the signal back.
Signal smooth(const Signal& signal, double sigma);

/// What stands for the positions of a bin.
enum class BinValue { kMaximum, kMean, kSum };

/// "max", "mean" or "sum". Throws UsageError otherwise.
BinValue parse_bin_value(const std::string& word);

/// Bins of `width` positions from the first on; the last may be shorter.
Signal bin(const Signal& signal, std::size_t width, BinValue value);

/// Sum of all tracks.
double total(const std::vector<Signal>& tracks);

}  // namespace siskin::score
