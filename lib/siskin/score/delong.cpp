#include "siskin/score/delong.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "siskin/score/correlation.hpp"
#include "siskin/score/distributions.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
using Values = std::vector<double>;

/// What each positive wins against the negatives, and each negative loses, as shares.
struct Placements {
  Values of_positives;
  Values of_negatives;
};

double covariance(const Values& a, const Values& b) {
  if (a.size() < 2) return kNan;
  const double mean_a = util::mean(a);
  const double mean_b = util::mean(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum / static_cast<double>(a.size() - 1);
}

Placements place(const Values& scores, const std::vector<int>& labels) {
  if (scores.size() != labels.size()) {
    throw Error("found " + std::to_string(scores.size()) + " scores and " +
                std::to_string(labels.size()) + " labels, expected as many of both");
  }
  Values positives;
  Values negatives;
  for (std::size_t i = 0; i < labels.size(); ++i)
    (labels[i] == 1 ? positives : negatives).push_back(scores[i]);
  const auto ranks = average_ranks(scores);
  const auto positive_ranks = average_ranks(positives);
  const auto negative_ranks = average_ranks(negatives);
  Placements placements;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    // The rank among all less that among one's own class: the others below, ties counting half.
    if (labels[i] == 1) {
      const double below = ranks[i] - positive_ranks[placements.of_positives.size()];
      placements.of_positives.push_back(below / static_cast<double>(negatives.size()));
    } else {
      const double below = ranks[i] - negative_ranks[placements.of_negatives.size()];
      placements.of_negatives.push_back(1 - below / static_cast<double>(positives.size()));
    }
  }
  return placements;
}

double covariance(const Placements& a, const Placements& b) {
  return covariance(a.of_positives, b.of_positives) / static_cast<double>(a.of_positives.size()) +
         covariance(a.of_negatives, b.of_negatives) / static_cast<double>(a.of_negatives.size());
}

AurocEstimate estimate(const Placements& placements) {
  // Shares are exact to 1e-16, so no true variance is as small.
  constexpr double kRounding = 1e-28;
  if (placements.of_positives.empty() || placements.of_negatives.empty()) return {kNan, kNan};
  const double variance = covariance(placements, placements);
  return {util::mean(placements.of_positives), variance < kRounding ? 0 : variance};
}

}  // namespace

AurocEstimate delong(const Values& scores, const std::vector<int>& labels) {
  return estimate(place(scores, labels));
}

AurocComparison delong_compare(const Values& first, const Values& second,
                               const std::vector<int>& labels) {
  const auto a = place(first, labels);
  const auto b = place(second, labels);
  AurocComparison result;
  result.first = estimate(a);
  result.second = estimate(b);
  result.difference = result.first.auroc - result.second.auroc;
  // The variance of the differences themselves: a sum of squares, never negative by rounding.
  Placements differences = a;
  for (std::size_t i = 0; i < b.of_positives.size(); ++i)
    differences.of_positives[i] -= b.of_positives[i];
  for (std::size_t i = 0; i < b.of_negatives.size(); ++i)
    differences.of_negatives[i] -= b.of_negatives[i];
  result.variance = estimate(differences).variance;
  if (result.variance > 0) {
    result.z = result.difference / std::sqrt(result.variance);
  } else {
    const bool same = result.variance == 0 && std::abs(result.difference) < 1e-12;
    result.z = same ? 0 : kNan;
  }
  result.p = std::isnan(result.z) ? kNan : normal_p(result.z, Alternative::kTwoSided);
  return result;
}

}  // namespace siskin::score
