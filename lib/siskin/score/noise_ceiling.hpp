#pragma once

#include <cstddef>
#include <vector>

namespace siskin::score {

/// How far replicates of an assay agree, and so how far anything can agree with their mean.
struct NoiseCeiling {
  double pearson = 0;   ///< mean over the pairs of replicates
  double spearman = 0;  ///< likewise
  /// Largest Pearson correlation that the true effects themselves would be expected to reach with
  /// the mean of the replicates: the root of its reliability k r / (1 + (k - 1) r) (Spearman 1910;
  /// Brown 1910). NaN when r is not defined, 0 when it is negative.
  double ceiling = 0;
  std::size_t count = 0;  ///< items measured in every replicate
};

/// `replicates[k]` holds one value an item, NaN where it was not measured; items that lack any are
/// left out. Throws Error for fewer than two replicates or unequal sizes.
NoiseCeiling noise_ceiling(const std::vector<std::vector<double>>& replicates);

}  // namespace siskin::score
