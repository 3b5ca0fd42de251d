#include "siskin/score/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "siskin/score/description.hpp"
#include "siskin/util/quantile.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::vector<double> resample(std::size_t size, std::uint64_t seed, std::uint64_t index) {
  util::Random random(seed, index);
  std::vector<double> weights(size, 0);
  for (std::size_t i = 0; i < size; ++i) weights[random.below(size)] += 1;
  return weights;
}

BootstrapSummary summarise_bootstrap(const std::vector<double>& figures, double confidence) {
  const auto defined = defined_values(figures);
  if (defined.size() < 2) return {kNan, kNan, kNan, defined.size()};
  return {util::quantile(defined, (1 - confidence) / 2),
          util::quantile(defined, (1 + confidence) / 2), standard_deviation(defined),
          defined.size()};
}

double bootstrap_p(const std::vector<double>& differences) {
  const auto defined = defined_values(differences);
  if (defined.empty()) return kNan;
  const auto below = std::count_if(defined.begin(), defined.end(), [](double x) { return x <= 0; });
  const auto above = std::count_if(defined.begin(), defined.end(), [](double x) { return x >= 0; });
  const auto lesser = static_cast<double>(std::min(below, above));
  return std::min(1.0, 2 * (lesser + 1) / (static_cast<double>(defined.size()) + 1));
}

}  // namespace siskin::score
