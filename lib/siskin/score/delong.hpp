#pragma once

#include <vector>

namespace siskin::score {

/// AUROC with the variance of DeLong, DeLong & Clarke-Pearson (1988), by the mid-ranks of Sun & Xu
/// (2014): n log n instead of positives x negatives.
struct AurocEstimate {
  double auroc = 0;     ///< NaN when a class is absent
  double variance = 0;  ///< NaN for fewer than two of a class; 0 where the sample does not tell it
};

/// Two scores of the same items.
struct AurocComparison {
  AurocEstimate first;
  AurocEstimate second;
  double difference = 0;  ///< first - second
  double variance = 0;    ///< of the difference, the items being the same
  double z = 0;
  /// Two-sided; 1 where both order all pairs alike, NaN for a difference whose variance comes out
  /// as 0, as that of perfect orders does: no sample is so sure.
  double p = 0;
};

/// `labels` are 0 and 1. Throws Error for sizes that differ. No NaN among the scores.
AurocEstimate delong(const std::vector<double>& scores, const std::vector<int>& labels);
AurocComparison delong_compare(const std::vector<double>& first, const std::vector<double>& second,
                               const std::vector<int>& labels);

}  // namespace siskin::score
