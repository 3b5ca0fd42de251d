#include "siskin/score/tied_groups.hpp"

#include <limits>

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TiedGroup total(const std::vector<TiedGroup>& groups) {
  TiedGroup sum;
  for (const TiedGroup& group : groups) {
    sum.positives += group.positives;
    sum.negatives += group.negatives;
  }
  return sum;
}

/// Calls take(all, what scores at least as high as the group) for each group that has items.
template <typename Take>
bool walk_groups(const std::vector<TiedGroup>& groups, Take take) {
  const TiedGroup all = total(groups);
  if (all.positives == 0 || all.negatives == 0) return false;
  TiedGroup above;
  for (const TiedGroup& group : groups) {
    if (group.positives == 0 && group.negatives == 0) continue;
    above.positives += group.positives;
    above.negatives += group.negatives;
    take(all, above);
  }
  return true;
}

double precision_of(const TiedGroup& called, double negative_weight) {
  return called.positives / (called.positives + negative_weight * called.negatives);
}

/// Calls take(gain in recall, precision before, precision) for each point of the curve.
template <typename Take>
bool walk_curve(const std::vector<TiedGroup>& groups, double negative_weight, Take take) {
  double before = 1;
  double positives = 0;
  return walk_groups(groups, [&](const TiedGroup& all, const TiedGroup& above) {
    const double precision = precision_of(above, negative_weight);
    take((above.positives - positives) / all.positives, before, precision);
    positives = above.positives;
    before = precision;
  });
}

}  // namespace

double area_under_roc(const std::vector<TiedGroup>& groups) {
  const TiedGroup all = total(groups);
  if (all.positives == 0 || all.negatives == 0) return kNan;
  double won = 0;
  double negatives_left = all.negatives;
  for (const TiedGroup& group : groups) {
    negatives_left -= group.negatives;
    won += group.positives * (negatives_left + 0.5 * group.negatives);
  }
  return won / (all.positives * all.negatives);
}

double area_under_precision_recall(const std::vector<TiedGroup>& groups, double negative_weight) {
  double area = 0;
  const bool defined =
      walk_curve(groups, negative_weight, [&](double gain, double before, double precision) {
        area += gain * 0.5 * (precision + before);
      });
  return defined ? area : kNan;
}

double mean_precision(const std::vector<TiedGroup>& groups, double negative_weight) {
  double sum = 0;
  const bool defined =
      walk_curve(groups, negative_weight,
                 [&](double gain, double, double precision) { sum += gain * precision; });
  return defined ? sum : kNan;
}

std::vector<RatePoint> roc_points(const std::vector<TiedGroup>& groups) {
  std::vector<RatePoint> points = {{0, 0}};
  const bool defined = walk_groups(groups, [&](const TiedGroup& all, const TiedGroup& above) {
    points.push_back({above.negatives / all.negatives, above.positives / all.positives});
  });
  return defined ? points : std::vector<RatePoint>{};
}

std::vector<RatePoint> precision_recall_points(const std::vector<TiedGroup>& groups,
                                               double negative_weight) {
  std::vector<RatePoint> points = {{0, 1}};
  const bool defined = walk_groups(groups, [&](const TiedGroup& all, const TiedGroup& above) {
    points.push_back({above.positives / all.positives, precision_of(above, negative_weight)});
  });
  return defined ? points : std::vector<RatePoint>{};
}

}  // namespace siskin::score
