#pragma once

#include <vector>

namespace siskin::score {

/// How well a predicted profile (probabilities over positions, summing to 1) tells where the reads
/// of one track fall. `counts` are the observed reads by position. Both have the same length, else
/// Error.

/// Minus the natural logarithm of the multinomial probability of the counts (Avsec et al. 2021;
/// Tseng, Shrikumar & Kundaje 2020):
/// -[lgamma(n + 1) - sum lgamma(x + 1) + sum x log p]. Counts may be fractional. 0 without reads.
double multinomial_nll(const std::vector<double>& log_probabilities,
                       const std::vector<double>& counts);

/// Jensen-Shannon divergence of two profiles that need not be normalised, in nats (no square root):
/// half KL(p||m) + half KL(q||m), m = (p + q) / 2. From 0 to ln 2; NaN when one sums to 0.
double jensen_shannon_divergence(const std::vector<double>& first,
                                 const std::vector<double>& second);

}  // namespace siskin::score
