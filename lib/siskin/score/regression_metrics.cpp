#include "siskin/score/regression_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
using Values = std::vector<double>;

/// Asked of the values that were drawn, because the variance of equal numbers may differ from 0.
bool constant(const Values& values, const Values& weights) {
  const double* first = nullptr;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (weights[i] == 0) continue;
    if (first == nullptr) first = &values[i];
    if (values[i] != *first) return false;
  }
  return true;
}

double weighted_pearson(const Values& x, const Values& y, const Values& weights) {
  if (constant(x, weights) || constant(y, weights)) return kNan;
  const double mean_x = util::weighted_mean(x, weights);
  const double mean_y = util::weighted_mean(y, weights);
  double product = 0;
  double square_x = 0;
  double square_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double a = x[i] - mean_x;
    const double b = y[i] - mean_y;
    product += weights[i] * a * b;
    square_x += weights[i] * a * a;
    square_y += weights[i] * b * b;
  }
  return std::clamp(product / (std::sqrt(square_x) * std::sqrt(square_y)), -1.0, 1.0);
}

double weighted_spread(const Values& values, const Values& weights) {
  const double mean = util::weighted_mean(values, weights);
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    sum += weights[i] * (values[i] - mean) * (values[i] - mean);
  return sum;
}

}  // namespace

RegressionMetrics::Side::Side(Values given) : values(std::move(given)), order(values.size()) {
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
}

/// The rank that each item has where it and all others stand as often as their weights say; equal
/// values share the mean of their ranks.
Values RegressionMetrics::Side::ranks(const Values& weights) const {
  Values ranks(values.size());
  double below = 0;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    double together = 0;
    for (; last < order.size() && values[order[last]] == values[order[first]]; ++last)
      together += weights[order[last]];
    for (std::size_t i = first; i < last; ++i) ranks[order[i]] = below + (together + 1) / 2;
    below += together;
    first = last;
  }
  return ranks;
}

RegressionMetrics::RegressionMetrics(Values predicted, Values measured)
    : predicted_(std::move(predicted)), measured_(std::move(measured)) {
  if (predicted_.values.size() != measured_.values.size()) {
    throw Error("found " + std::to_string(predicted_.values.size()) + " predicted and " +
                std::to_string(measured_.values.size()) + " measured values, expected as many");
  }
  for (std::size_t i = 0; i < size(); ++i) {
    const double error = measured_.values[i] - predicted_.values[i];
    squared_errors_.push_back(error * error);
    absolute_errors_.push_back(std::abs(error));
  }
}

Values RegressionMetrics::values(const Values& weights) const {
  if (std::accumulate(weights.begin(), weights.end(), 0.0) == 0) return Values(names_.size(), kNan);
  const Values& x = predicted_.values;
  const Values& y = measured_.values;
  const double mse = util::weighted_mean(squared_errors_, weights);
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  const double r2 = constant(y, weights) ? kNan : 1 - mse * total / weighted_spread(y, weights);
  const double spearman =
      constant(x, weights) || constant(y, weights)
          ? kNan
          : weighted_pearson(predicted_.ranks(weights), measured_.ranks(weights), weights);
  return {weighted_pearson(x, y, weights), spearman, r2, mse,
          util::weighted_mean(absolute_errors_, weights)};
}

}  // namespace siskin::score
