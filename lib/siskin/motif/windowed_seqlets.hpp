#pragma once

#include <cstddef>
#include <vector>

#include "siskin/motif/seqlet.hpp"

namespace siskin::motif {

// Seqlets as windows of large sums: the caller of TF-MoDISco (Shrikumar et al., arXiv 1811.00416),
// with the choices of its version 2 (tfmodisco-lite).
//
// The sums of all windows are held against a null of two exponential halves around their mode: the
// smallest sum where an isotonic regression of real against null leaves a false discovery rate of
// at most `fdr` is the bound, on either side of zero. If fewer than `least_share` or more than
// `most_share` of the windows pass, the quantile of the absolute sums replaces both bounds. Windows
// are then taken greedily, each with its flanks and clear of the next.
//
// Differences: the null is 10,000 quantiles and not 10,000 random draws, so that a file has one
// answer; and a window near an end is taken, with what there is of its flanks, so that short
// sequences have seqlets too.

struct WindowedRule {
  std::size_t window = 21;
  std::size_t flank = 10;
  double fdr = 0.2;
  double least_share = 0.03;
  double most_share = 0.2;
};

/// The bounds that a window's sum must reach (from above, or from below).
struct WindowBounds {
  double positive = 0;
  double negative = 0;
};

/// Null sums: quantiles of the two halves fitted to `sums`, which are finite and not empty.
std::vector<double> null_sums(const std::vector<double>& sums, std::size_t count);

/// The smallest value of `sums` (all >= 0) from which on the false discovery rate against `null`
/// is at most `fdr`; the largest when none is. Infinity for no sums; 0 without a null.
double fdr_bound(const std::vector<double>& sums, const std::vector<double>& null, double fdr);

WindowBounds window_bounds(const std::vector<double>& sums, const WindowedRule& rule);

/// Seqlets of either sign, by sequence, then start; `attribution` is the sum of the window without
/// its flanks. Values are finite. Throws Error for window < 1. Sequences shorter than the window
/// have none.
std::vector<Seqlet> windowed_seqlets(const TrackRows& track, const WindowedRule& rule = {});

}  // namespace siskin::motif
