#pragma once

#include <cstddef>
#include <vector>

#include "siskin/score/attribution.hpp"
#include "siskin/score/subsets.hpp"

namespace siskin::score {

/// Where the importance of one sequence says that something is. `scores` is one importance a base
/// without NaN, `signal` 1 for bases that matter and 0 for others; sizes that differ throw Error.
/// `positions` are where these bases stand in the sequence, ascending, when some are not scored;
/// none given, they are 0, 1, ... Bases that do not follow each other are no run, however near they
/// come when others are left out.
using Positions = std::vector<std::size_t>;

/// Of as many bases as are signal, those with the highest scores: the share that is signal
/// (precision and recall at once). Of bases tied at the border the expected number counts. NaN
/// without signal.
double top_recall(const std::vector<float>& scores, const std::vector<int>& signal);

/// Runs of signal, in positions.
std::vector<Span> signal_intervals(const std::vector<int>& signal, const Positions& positions = {});

/// Runs of bases whose score is at least `share` (above 0) of the largest, joined where at most
/// `max_gap` other bases, all scored, lie between them; in positions. None when no score is
/// positive.
std::vector<Span> called_intervals(const std::vector<float>& scores, double share,
                                   std::size_t max_gap, const Positions& positions = {});

/// Bases in both by bases in either (intersection over union, Jaccard index) of merged spans; NaN
/// when both are empty.
double base_iou(const std::vector<Span>& called, const std::vector<Span>& truth);

/// Mean over the true intervals of the largest intersection over union with a called one; NaN
/// without any.
double interval_iou(const std::vector<Span>& called, const std::vector<Span>& truth);

/// Localisation of Koo & Ploenzke (2021, Extended Data Fig. 1): signal is widened by a box of ten
/// bases (base i is positive when any of i-5 .. i+4 is signal), every run of positive and of
/// negative bases is one instance with the largest of its scores, and the instances are ranked. The
/// published code leaves out the last run where it is positive; here every run counts. NaN when
/// either kind is absent.
RankingScores instance_ranking(const std::vector<float>& scores, const std::vector<int>& signal,
                               const Positions& positions = {});

}  // namespace siskin::score
