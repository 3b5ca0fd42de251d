#include "siskin/motif/q_values.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

#include "siskin/util/quantile.hpp"

namespace siskin::motif {
namespace {

constexpr int kSteps = 20;
constexpr std::size_t kFewest = 100;  // for an estimate of the share

}  // namespace

double null_share(const std::vector<double>& p_values) {
  if (p_values.empty()) return 1;
  const auto count = static_cast<double>(p_values.size());
  std::vector<double> lambdas;
  std::vector<double> above;
  std::vector<double> shares;
  for (int step = 1; step < kSteps; ++step) {
    const double lambda = static_cast<double>(step) / kSteps;
    const auto reach = [lambda](double p) { return p >= lambda; };
    lambdas.push_back(lambda);
    above.push_back(static_cast<double>(std::count_if(p_values.begin(), p_values.end(), reach)));
    shares.push_back(above.back() / (count * (1 - lambda)));
  }
  const double low = util::quantile(shares, 0.1);
  double best = 1;
  double least_error = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double width = count * (1 - lambdas[i]);
    const double variance = above[i] / (width * width) * (1 - above[i] / count);
    const double error = variance + (shares[i] - low) * (shares[i] - low);
    if (error > least_error || (error == least_error && shares[i] >= best)) continue;
    least_error = error;
    best = shares[i];
  }
  return std::clamp(best, 1 / count, 1.0);
}

std::vector<double> q_values(const std::vector<double>& p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  const double share = p_values.size() < kFewest ? 1 : null_share(p_values);
  const auto count = static_cast<double>(p_values.size());
  std::vector<double> result(p_values.size());
  double least = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    least = std::min(least, share * count * p_values[order[i]] / static_cast<double>(i + 1));
    result[order[i]] = least;
  }
  return result;
}

}  // namespace siskin::motif
