#include "siskin/score/classification.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>

#include "siskin/score/tied_groups.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

void check(const std::vector<double>& scores, const std::vector<int>& labels) {
  if (scores.size() != labels.size()) {
    throw Error("found " + std::to_string(scores.size()) + " scores and " +
                std::to_string(labels.size()) + " labels, expected as many of both");
  }
  for (const int label : labels) {
    if (label != 0 && label != 1)
      throw Error("found the label " + std::to_string(label) + ", expected 0 or 1");
  }
}

bool any_nan(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

/// Groups from the highest score down; empty when no curve is defined: a class is absent or a score
/// is NaN.
std::vector<TiedGroup> descending_groups(const std::vector<double>& scores,
                                         const std::vector<int>& labels) {
  check(scores, labels);
  const auto positives = std::count(labels.begin(), labels.end(), 1);
  if (positives == 0 || static_cast<std::size_t>(positives) == labels.size() || any_nan(scores))
    return {};
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  std::vector<TiedGroup> groups;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || scores[order[i]] < scores[order[i - 1]]) groups.emplace_back();
    (labels[order[i]] == 1 ? groups.back().positives : groups.back().negatives) += 1;
  }
  return groups;
}

}  // namespace

double auroc(const std::vector<double>& scores, const std::vector<int>& labels) {
  return area_under_roc(descending_groups(scores, labels));
}

double aupr_trapezoid(const std::vector<double>& scores, const std::vector<int>& labels) {
  return area_under_precision_recall(descending_groups(scores, labels), 1);
}

double average_precision(const std::vector<double>& scores, const std::vector<int>& labels) {
  return mean_precision(descending_groups(scores, labels), 1);
}

std::vector<RatePoint> roc_curve(const std::vector<double>& scores,
                                 const std::vector<int>& labels) {
  return roc_points(descending_groups(scores, labels));
}

std::vector<RatePoint> precision_recall_curve(const std::vector<double>& scores,
                                              const std::vector<int>& labels,
                                              double negative_weight) {
  return precision_recall_points(descending_groups(scores, labels), negative_weight);
}

double log_loss(const std::vector<double>& probabilities, const std::vector<int>& labels) {
  constexpr double kClip = 1e-15;
  check(probabilities, labels);
  if (probabilities.empty() || any_nan(probabilities)) return kNan;
  double sum = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (probabilities[i] < 0 || probabilities[i] > 1) {
      throw Error("found the probability " + util::format_double(probabilities[i]) +
                  ", expected a number from 0 to 1");
    }
    const double given = labels[i] == 1 ? probabilities[i] : 1 - probabilities[i];
    sum -= std::log(std::clamp(given, kClip, 1 - kClip));
  }
  return sum / static_cast<double>(labels.size());
}

double accuracy(const std::vector<double>& scores, const std::vector<int>& labels,
                double threshold) {
  check(scores, labels);
  if (scores.empty() || any_nan(scores)) return kNan;
  double right = 0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    right += (scores[i] >= threshold) == (labels[i] == 1) ? 1 : 0;
  return right / static_cast<double>(labels.size());
}

}  // namespace siskin::score
