#pragma once

#include <cstddef>
#include <string_view>

#include "siskin/seq/motif.hpp"

namespace siskin::motif {

/// How far a subset of bases is from a known motif, and where the motif was laid.
struct PatternDivergence {
  double nats = 0;
  std::size_t start = 0;      ///< of the motif's first row in the window, 0-based
  double mean_log_match = 0;  ///< mean over the rows of log2 of the motif's share of what is there
};

/// The divergence of Carter et al. 2019 between a window, in which every letter
/// outside the subset is N, and a motif: the motif is laid where the sum of log2 <motif row,
/// letter> is largest (the first such place; N stands for a quarter of each base), and 0.25 each
/// around it; then the Kullback-Leibler divergences of all letters from their rows are added, in
/// nats. Entries below 1e-6 are raised to it and rows made to sum to 1 again, so that an N on a
/// certain row costs 8.975, and a base outside the motif ln 4. The forward strand alone is looked
/// at. Throws Error for a window that is shorter than the motif, or a motif without rows.
PatternDivergence pattern_divergence(std::string_view window, const seq::Motif& motif);

}  // namespace siskin::motif
