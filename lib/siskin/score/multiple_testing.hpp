#pragma once

#include <string>
#include <vector>

namespace siskin::score {

/// What is held under the level when many hypotheses are tested at once.
enum class Correction {
  kNone,
  kBonferroni,         ///< probability of any false call
  kHolm,               ///< the same, never weaker than Bonferroni (Holm 1979)
  kBenjaminiHochberg,  ///< share of false calls among the calls (Benjamini & Hochberg 1995)
};

/// "none", "bonferroni", "holm" or "bh". Throws UsageError otherwise.
Correction parse_correction(const std::string& word);

/// Adjusted p-values in the order given, at most 1, in the order of the raw ones. NaN stays NaN and
/// does not count as a hypothesis.
std::vector<double> adjust_p_values(const std::vector<double>& p_values, Correction correction);

}  // namespace siskin::score
