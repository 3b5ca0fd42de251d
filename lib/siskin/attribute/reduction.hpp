#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace siskin::attribute {

/// What the cells of a (4, length) map mean.
enum class MapKind {
  kGradient,      ///< derivative at each base, whether the sequence has it or not
  kContribution,  ///< gradient times (x - x'): already a share of f(x) - f(x')
  kHypothetical,  ///< the contribution each base would make here, whether it is there or not
  kPosition,      ///< one value a position, in the channel of the observed base
  kDifference,    ///< f(x with this base here) - f(x), 0 at the observed base
};

/// How four channels become one value.
enum class Reduction {
  kObserved,          ///< see reduce()
  kMaxAbs,            ///< largest absolute value of the four (Simonyan et al. 2013)
  kL1,                ///< sum of absolute values
  kL2,                ///< square root of the sum of squares
  kMeanAlternatives,  ///< kDifference only: minus the mean over the three bases that are not there
};

/// "observed", "max-abs", "l1", "l2" or "mean-alternatives". Throws UsageError otherwise.
Reduction parse_reduction(const std::string& word);

/// One value a base from map_cl and onehot_cl, both (4, length). kObserved is
///  - for gradients gradient times input: the cell of the observed base;
///  - for hypothetical contributions and values of positions the cell of the observed base;
///  - for contributions the sum over the channels, not the observed cell alone: with a reference
///    other than zero its channels have contributions too;
///  - for differences the observed base against the mean of all four, 0 - mean(differences), as
///    tangermeme scores mutagenesis;
/// and 0 where the sequence has an N, because there is no observed base. Throws UsageError for
/// kMeanAlternatives of another kind of map.
std::vector<float> reduce(const float* map_cl, const float* onehot_cl, std::size_t length,
                          MapKind kind, Reduction reduction);

}  // namespace siskin::attribute
