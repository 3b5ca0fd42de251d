#include "siskin/blackbox/chain_diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "siskin/util/mean.hpp"

namespace siskin::blackbox {
namespace {

// Halves of chains, each less its own mean.
struct Halves {
  std::vector<std::vector<double>> centred;
  std::vector<double> means;
  std::size_t length = 0;
};

Halves halves_of(const std::vector<std::vector<double>>& chains) {
  Halves halves;
  halves.length = chains.front().size() / 2;
  for (const auto& chain : chains) {
    for (std::size_t first : {std::size_t{0}, halves.length}) {
      const auto begin = chain.begin() + static_cast<std::ptrdiff_t>(first);
      std::vector<double> half(begin, begin + static_cast<std::ptrdiff_t>(halves.length));
      const double mean = util::mean(half);
      for (auto& value : half) value -= mean;
      halves.means.push_back(mean);
      halves.centred.push_back(std::move(half));
    }
  }
  return halves;
}

// Mean over the halves of the covariance of values `lag` apart, divided by n as for lag 0.
double autocovariance(const Halves& halves, std::size_t lag) {
  double sum = 0;
  for (const auto& half : halves.centred) {
    for (std::size_t i = 0; i + lag < half.size(); ++i) sum += half[i] * half[i + lag];
  }
  return sum / static_cast<double>(halves.length * halves.centred.size());
}

double variance_of_means(const std::vector<double>& means) {
  const double mean = util::mean(means);
  double sum = 0;
  for (const double value : means) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(means.size() - 1);
}

}  // namespace

ChainDiagnostics diagnose_chains(const std::vector<std::vector<double>>& chains) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  if (chains.empty() || chains.front().size() < 4) return {kNone, kNone};
  const auto halves = halves_of(chains);
  const auto n = static_cast<double>(halves.length);
  const double within = autocovariance(halves, 0) * n / (n - 1);
  const double total = (n - 1) / n * within + variance_of_means(halves.means);
  if (!(within > 0)) return {kNone, kNone};

  const auto correlation = [&](std::size_t lag) {
    return lag == 0 ? 1.0 : 1 - (within - autocovariance(halves, lag)) / total;
  };
  double sum = 0;
  double smallest = std::numeric_limits<double>::infinity();
  for (std::size_t lag = 0; lag + 1 < halves.length; lag += 2) {
    const double pair = correlation(lag) + correlation(lag + 1);
    if (pair <= 0) break;
    smallest = std::min(smallest, pair);
    sum += smallest;
  }
  const double draws = n * static_cast<double>(halves.centred.size());
  // Chains that alternate may tell more than independent draws, but not without bound.
  const double time = std::max(2 * sum - 1, 1 / std::log10(draws));
  return {std::sqrt(total / within), draws / time};
}

}  // namespace siskin::blackbox
