#pragma once

#include <vector>

namespace siskin::blackbox {

struct ChainDiagnostics {
  double split_rhat = 0;         ///< 1 when the chains agree; NaN without variance
  double effective_samples = 0;  ///< independent draws that would tell as much; NaN likewise
};

/// Whether Markov chains of one length tell the same (Gelman et al. 2013, "Bayesian Data Analysis",
/// 11.4-11.5; Vehtari et al. 2021, "Rank-normalization, folding, and localization", without the
/// ranks). Every chain is cut in two halves of n values (an odd last value is left out); with W the
/// mean variance within them and B/n that of their means, var = (n-1)/n W + B/n and
/// R-hat = sqrt(var / W). The effective number is that of Geyer's initial monotone sequence.
/// NaN for chains of fewer than four values and for values that never change.
ChainDiagnostics diagnose_chains(const std::vector<std::vector<double>>& chains);

}  // namespace siskin::blackbox
