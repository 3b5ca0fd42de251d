#include "siskin/score/noise_ceiling.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "siskin/score/correlation.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"

namespace siskin::score {
namespace {

using Replicates = std::vector<std::vector<double>>;

Replicates complete_items(const Replicates& replicates) {
  Replicates complete(replicates.size());
  for (std::size_t item = 0; item < replicates.front().size(); ++item) {
    const bool measured =
        std::none_of(replicates.begin(), replicates.end(),
                     [&](const std::vector<double>& one) { return std::isnan(one[item]); });
    for (std::size_t k = 0; measured && k < replicates.size(); ++k)
      complete[k].push_back(replicates[k][item]);
  }
  return complete;
}

void check(const Replicates& replicates) {
  if (replicates.size() < 2)
    throw Error("found " + std::to_string(replicates.size()) + " replicates, expected 2 or more");
  for (const auto& one : replicates) {
    if (one.size() != replicates.front().size())
      throw Error("found replicates of " + std::to_string(one.size()) + " and " +
                  std::to_string(replicates.front().size()) + " values, expected as many of each");
  }
}

}  // namespace

NoiseCeiling noise_ceiling(const Replicates& replicates) {
  check(replicates);
  const auto complete = complete_items(replicates);
  std::vector<double> pearsons;
  std::vector<double> spearmans;
  for (std::size_t a = 0; a < complete.size(); ++a) {
    for (std::size_t b = a + 1; b < complete.size(); ++b) {
      pearsons.push_back(pearson(complete[a], complete[b]));
      spearmans.push_back(spearman(complete[a], complete[b]));
    }
  }
  NoiseCeiling result;
  result.pearson = util::mean(pearsons);
  result.spearman = util::mean(spearmans);
  result.count = complete.front().size();
  const auto k = static_cast<double>(replicates.size());
  const double r = result.pearson;
  result.ceiling = r < 0 ? 0 : std::sqrt(k * r / (1 + (k - 1) * r));  // NaN stays NaN
  return result;
}

}  // namespace siskin::score
