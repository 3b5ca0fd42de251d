#include "siskin/score/classification_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "siskin/score/calibration.hpp"
#include "siskin/score/classification.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double ratio(double part, double whole) { return whole == 0 ? kNan : part / whole; }

struct Calls {
  double true_positives = 0;
  double false_positives = 0;
  double true_negatives = 0;
  double false_negatives = 0;

  void add(bool label, bool right, double weight) {
    if (right) (label ? true_positives : true_negatives) += weight;
    if (!right) (label ? false_negatives : false_positives) += weight;
  }
  double matthews() const {
    // One root a factor: their product overflows long before they do.
    const double whole =
        std::sqrt(true_positives + false_positives) * std::sqrt(true_positives + false_negatives) *
        std::sqrt(true_negatives + false_positives) * std::sqrt(true_negatives + false_negatives);
    return ratio(true_positives * true_negatives - false_positives * false_negatives, whole);
  }
};

}  // namespace

ClassificationMetrics::ClassificationMetrics(BinaryTask task,
                                             const ClassificationSettings& settings)
    : task_(std::move(task)),
      settings_(settings),
      names_{"auroc", "aupr", "average_precision"},
      group_of_(task_.scores.size()) {
  if (task_.scores.size() != task_.labels.size()) {
    throw Error("found " + std::to_string(task_.scores.size()) + " scores and " +
                std::to_string(task_.labels.size()) + " labels, expected as many of both");
  }
  if (settings_.negative_weight)
    names_.insert(names_.end(), {"aupr_corrected", "average_precision_corrected"});
  std::vector<std::size_t> order(size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto& scores = task_.scores;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  for (std::size_t i = 0; i < order.size(); ++i) {
    groups_ += i == 0 || scores[order[i]] < scores[order[i - 1]] ? 1 : 0;
    group_of_[order[i]] = groups_ - 1;
  }
  if (task_.probabilities.empty()) return;
  names_.insert(names_.end(), {"log_loss", "accuracy", "precision", "recall", "specificity", "f1",
                               "mcc", "brier", "calibration_error"});
  for (std::size_t i = 0; i < size(); ++i) {
    const double p = task_.probabilities[i];
    const int label = task_.labels[i];
    log_losses_.push_back(log_loss({p}, {label}));
    squared_errors_.push_back((p - label) * (p - label));
    hits_.push_back((p >= settings_.threshold) == (label == 1) ? 1 : 0);
  }
}

std::vector<TiedGroup> ClassificationMetrics::groups(const std::vector<double>& weights) const {
  std::vector<TiedGroup> groups(groups_);
  for (std::size_t i = 0; i < size(); ++i) {
    TiedGroup& group = groups[group_of_[i]];
    (task_.labels[i] == 1 ? group.positives : group.negatives) += weights[i];
  }
  return groups;
}

void ClassificationMetrics::append_calls(const std::vector<double>& weights,
                                         std::vector<double>& values) const {
  Calls calls;
  for (std::size_t i = 0; i < size(); ++i)
    calls.add(task_.labels[i] == 1, hits_[i] == 1, weights[i]);
  const double tp = calls.true_positives;
  values.push_back(ratio(tp, tp + calls.false_positives));
  values.push_back(ratio(tp, tp + calls.false_negatives));
  values.push_back(ratio(calls.true_negatives, calls.true_negatives + calls.false_positives));
  values.push_back(ratio(2 * tp, 2 * tp + calls.false_positives + calls.false_negatives));
  values.push_back(calls.matthews());
}

std::vector<double> ClassificationMetrics::values(const std::vector<double>& weights) const {
  const auto ranked = groups(weights);
  std::vector<double> values = {area_under_roc(ranked), area_under_precision_recall(ranked, 1),
                                mean_precision(ranked, 1)};
  if (settings_.negative_weight) {
    values.push_back(area_under_precision_recall(ranked, *settings_.negative_weight));
    values.push_back(mean_precision(ranked, *settings_.negative_weight));
  }
  if (task_.probabilities.empty()) return values;
  values.push_back(util::weighted_mean(log_losses_, weights));
  values.push_back(util::weighted_mean(hits_, weights));
  append_calls(weights, values);
  values.push_back(util::weighted_mean(squared_errors_, weights));
  values.push_back(calibration_error(
      calibration_bins({task_.probabilities, task_.labels, weights}, settings_.calibration_bins)));
  return values;
}

}  // namespace siskin::score
