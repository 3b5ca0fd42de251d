#pragma once

#include <cstddef>
#include <vector>

#include "siskin/score/fourier_transform.hpp"

namespace siskin::score {

/// How smooth and how concentrated the importance of the bases of one sequence is. A track is one
/// importance a base, not negative, from 5' to 3'. Figures that a track of zeros does not define
/// are NaN.

/// Highest frequency (periods a sequence) that counts as low where none is given: periods of 6.7
/// bases, 150 for 1,000 and 200 for 1,346 bases as published (Tseng, Shrikumar & Kundaje 2020); at
/// least 1.
std::size_t default_frequency_limit(std::size_t length);

/// Share of the Fourier magnitudes that lies above `limit`: sum over limit < k < length/2 by the
/// sum over 1 <= k < length/2. Neither frequency 0 nor, for an even length, length/2 counts (Tseng
/// et al. 2020). NaN without magnitudes in that range, so for a flat track.
double high_frequency_share(const FourierTransform& transform, const std::vector<double>& track,
                            std::size_t limit);

/// The loss of the Fourier attribution prior (Tseng et al. 2020, published settings): the track is
/// smoothed by a Gaussian of sigma 3 cut off at one sigma, zeros beside it; of its magnitudes k = 0
/// .. length/2 divided by their sum, those up to `limit` count fully, those above with
/// 1 / (1 + (k - limit)^0.2), and k = 0 not at all; the loss is 1 minus what counts. 1 for zeros.
double fourier_prior_loss(const FourierTransform& transform, const std::vector<double>& track,
                          std::size_t limit);

/// Entropy in bits of the track with 0.001 added to every base, normalised to sum 1, as published
/// by Tseng et al. (2020): what is added is absolute, so the figure depends on the scale.
double entropy_as_published(const std::vector<double>& track);

/// As above, but what is added is 0.001 / length of the sum of the track: independent of the
/// scale, and a track of zeros is NaN.
double entropy_of_shares(const std::vector<double>& track);

/// Gini coefficient, sum over i, j of |a_i - a_j| by 2 length sum a: 0 for a flat track, 1 -
/// 1/length for a single base. The sparsity prior of Tseng et al. (2020) is minus twice this.
double gini(const std::vector<double>& track);

/// Sum of |a_(i+1) - a_i|: the smoothness prior of Tseng et al. (2020).
double total_variation(const std::vector<double>& track);

/// total_variation() by the sum of the track: 2 for one base inside of the sequence.
double relative_variation(const std::vector<double>& track);

}  // namespace siskin::score
