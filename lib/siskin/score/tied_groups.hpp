#pragma once

#include <vector>

namespace siskin::score {

/// All items of one score. Counts are kept as double: exact far beyond any data set, and free to be
/// weights.
struct TiedGroup {
  double positives = 0;
  double negatives = 0;
};

/// Areas over groups in descending order of score. Groups without items count for nothing. NaN when
/// a class is absent.
///
/// `negative_weight` is how many negatives of the population each negative of the sample stands
/// for: precision = TP / (TP + weight * FP), which undoes subsampling of negatives (Tseng,
/// Shrikumar & Kundaje 2020). The receiver operating characteristic does not depend on it.

/// Ties count half (Mann & Whitney 1947).
double area_under_roc(const std::vector<TiedGroup>& groups);
/// Trapezoids between the points of distinct scores, from recall 0 at precision 1.
double area_under_precision_recall(const std::vector<TiedGroup>& groups, double negative_weight);
/// Sum of (gain in recall) x precision.
double mean_precision(const std::vector<TiedGroup>& groups, double negative_weight);

struct RatePoint {
  double x = 0;
  double y = 0;
};

/// The points behind the areas, one a group, in descending order of score; none when a class is
/// absent. False positive rate and true positive rate, from (0, 0) to (1, 1).
std::vector<RatePoint> roc_points(const std::vector<TiedGroup>& groups);
/// Recall and precision, from (0, 1) to recall 1 at the share of positives (in the population).
std::vector<RatePoint> precision_recall_points(const std::vector<TiedGroup>& groups,
                                               double negative_weight);

}  // namespace siskin::score
