#include "siskin/score/correlation.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>

#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// True when there is something to score.
bool usable(const std::vector<double>& predicted, const std::vector<double>& measured) {
  if (predicted.size() != measured.size()) {
    throw Error("found " + std::to_string(predicted.size()) + " predicted and " +
                std::to_string(measured.size()) + " measured values, expected as many of both");
  }
  const auto is_nan = [](double value) { return std::isnan(value); };
  return !predicted.empty() && std::none_of(predicted.begin(), predicted.end(), is_nan) &&
         std::none_of(measured.begin(), measured.end(), is_nan);
}

/// Asked of the values themselves: the mean of equal numbers may differ from them by rounding, and
/// a variance of 1e-34 would pass for a signal.
bool constant(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(),
                     [&](double value) { return value == values.front(); });
}

double squared_error(const std::vector<double>& predicted, const std::vector<double>& measured) {
  double sum = 0;
  for (std::size_t i = 0; i < predicted.size(); ++i)
    sum += (measured[i] - predicted[i]) * (measured[i] - predicted[i]);
  return sum;
}

}  // namespace

double pearson(const std::vector<double>& predicted, const std::vector<double>& measured) {
  if (!usable(predicted, measured) || constant(predicted) || constant(measured)) return kNan;
  const double mean_predicted = util::mean(predicted);
  const double mean_measured = util::mean(measured);
  double product = 0;
  double square_predicted = 0;
  double square_measured = 0;
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    const double a = predicted[i] - mean_predicted;
    const double b = measured[i] - mean_measured;
    product += a * b;
    square_predicted += a * a;
    square_measured += b * b;
  }
  // Two roots, because the product of the squares overflows or underflows long before they do.
  const double r = product / (std::sqrt(square_predicted) * std::sqrt(square_measured));
  return std::clamp(r, -1.0, 1.0);
}

double spearman(const std::vector<double>& predicted, const std::vector<double>& measured) {
  if (!usable(predicted, measured)) return kNan;
  return pearson(average_ranks(predicted), average_ranks(measured));
}

double r_squared(const std::vector<double>& predicted, const std::vector<double>& measured) {
  if (!usable(predicted, measured) || constant(measured)) return kNan;
  const double middle = util::mean(measured);
  double spread = 0;
  for (const double value : measured) spread += (value - middle) * (value - middle);
  return 1 - squared_error(predicted, measured) / spread;
}

double mean_squared_error(const std::vector<double>& predicted,
                          const std::vector<double>& measured) {
  if (!usable(predicted, measured)) return kNan;
  return squared_error(predicted, measured) / static_cast<double>(predicted.size());
}

std::vector<double> average_ranks(const std::vector<double>& values) {
  // Without an order there are no ranks, and the search for ties below would never end.
  if (std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); }))
    throw Error("found NaN among " + std::to_string(values.size()) +
                " values to rank, expected numbers");
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
    const double shared = 0.5 * static_cast<double>(first + 1 + last);
    for (std::size_t i = first; i < last; ++i) ranks[order[i]] = shared;
    first = last;
  }
  return ranks;
}

}  // namespace siskin::score
