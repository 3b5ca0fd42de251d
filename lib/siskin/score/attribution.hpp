#pragma once

#include <cstddef>
#include <vector>

namespace siskin::score {

/// How well the importance of the bases of one sequence finds those that carry information.
///
/// `scores` is one importance a base, signed or not, ranked as it stands; `bits` is the information
/// content a base of the model that the sequence was drawn from (0 outside of planted sites). Both
/// have the length of the sequence and no NaN; other sizes throw Error.

/// Which bases count as signal and which are scored at all.
struct TruthDefinition {
  double threshold = 0;    ///< signal: bits > threshold
  bool drop_weak = false;  ///< score only signal and the bases with the fewest bits of the sequence
};

/// Koo & Ploenzke 2021, Nature Machine Intelligence 3:258: every base is scored.
inline constexpr TruthDefinition kExponentialTruth{0.01, false};
/// Labelson, Tripathy & Koo 2021 (NeurIPS AI4Science; tfomics, evaluate): weak columns of a motif
/// are neither signal nor background.
inline constexpr TruthDefinition kRegularizationTruth{0.1, true};

struct RankingScores {
  double auroc = 0;
  double aupr = 0;  ///< trapezoid
};

/// Areas under both curves over the bases of one sequence; NaN when no base or every base is
/// signal.
RankingScores ranking_scores(const std::vector<float>& scores, const std::vector<float>& bits,
                             const TruthDefinition& definition);

/// As above with the signal given base by base (1 inside of a site, 0 outside).
RankingScores ranking_scores(const std::vector<float>& scores, const std::vector<int>& inside);

struct SignalToNoise {
  double signal = 0;      ///< mean score over the bases with more than 0.1 bits
  double noise_max = 0;   ///< largest,
  double noise_mean = 0;  ///< mean and
  double noise_top = 0;   ///< mean of the top_k largest positive scores of the background
  double ratio = 0;       ///< signal / noise_top
};

/// Signal-to-noise ratio of Labelson et al. (tfomics, evaluate.signal_noise_stats). The
/// background are the bases with the fewest bits of the sequence whose score is positive. Fewer
/// than top_k (> 0) of them give 0 for all five, as published; so does an importance map of zeros.
/// No base with more than 0.1 bits gives NaN.
SignalToNoise signal_to_noise(const std::vector<float>& scores, const std::vector<float>& bits,
                              std::size_t top_k);

/// Cosine between an attribution map and the model P - 0.25 over the whole sequence (Majdandzic,
/// Rajesh & Koo 2023, Genome Biology 24:109):
/// <A, P - 0.25> / (|A| |P - 0.25|). Both arrays are (4, length), channel by channel. 0 for a map
/// of zeros, which points nowhere; NaN when the model is uniform everywhere.
double map_cosine(const float* map_cl, const float* model_cl, std::size_t length);

/// The same angle taken column by column, averaged over the columns where the model is not uniform;
/// NaN when there is none.
double column_cosine(const float* map_cl, const float* model_cl, std::size_t length);

}  // namespace siskin::score
