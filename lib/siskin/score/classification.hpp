#pragma once

#include <vector>

#include "siskin/score/tied_groups.hpp"

namespace siskin::score {

/// Metrics of a binary task. `labels` holds 0 and 1, one for each score; the order does not matter.
/// All throw Error when the sizes differ or a label is neither 0 nor 1. Nothing to score, or a
/// score that is NaN, gives NaN. Equal scores are one point of a curve, as in scikit-learn.

/// Area under the receiver operating characteristic: the probability that a positive scores above
/// a negative, ties counting half (Mann & Whitney 1947; Fawcett 2006). NaN when a class is absent.
double auroc(const std::vector<double>& scores, const std::vector<int>& labels);

/// Area under the precision-recall curve by the trapezoid rule over the points at each distinct
/// score, starting at recall 0, precision 1. This is what Koo & Ploenzke (2021) report; it
/// interpolates and so lies above average_precision as a rule (Davis & Goadrich 2006). NaN when a
/// class is absent.
double aupr_trapezoid(const std::vector<double>& scores, const std::vector<int>& labels);

/// Sum over the distinct scores of (gain in recall) x precision, without interpolation. NaN when a
/// class is absent.
double average_precision(const std::vector<double>& scores, const std::vector<int>& labels);

/// The curves whose areas these are, a point for each distinct score from the highest down: false
/// and true positive rate from (0, 0), recall and precision from (0, 1) (tied_groups.hpp, also for
/// `negative_weight`). Empty when a class is absent.
std::vector<RatePoint> roc_curve(const std::vector<double>& scores, const std::vector<int>& labels);
std::vector<RatePoint> precision_recall_curve(const std::vector<double>& scores,
                                              const std::vector<int>& labels,
                                              double negative_weight = 1);

/// Mean of -log of the probability (natural logarithm) given to the true label; probabilities are
/// clipped to [1e-15, 1 - 1e-15]. Throws Error for a value outside [0, 1].
double log_loss(const std::vector<double>& probabilities, const std::vector<int>& labels);

/// Share of right calls, a score of at least `threshold` being called 1.
double accuracy(const std::vector<double>& scores, const std::vector<int>& labels,
                double threshold);

}  // namespace siskin::score
