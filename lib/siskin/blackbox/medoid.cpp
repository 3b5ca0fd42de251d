#include "siskin/blackbox/medoid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace siskin::blackbox {

std::size_t medoid(const Metric& metric, const std::vector<std::size_t>& members) {
  const auto count = static_cast<double>(members.size());
  std::vector<double> least_sums(members.size(), 0);
  std::vector<double> distances(members.size());
  double best_sum = std::numeric_limits<double>::infinity();
  std::size_t best = members.front();
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (least_sums[i] >= best_sum) continue;
    double sum = 0;
    for (std::size_t j = 0; j < members.size(); ++j) {
      distances[j] = metric.distance(members[i], members[j]);
      sum += distances[j];
    }
    if (sum < best_sum) {
      best_sum = sum;
      best = members[i];
    }
    for (std::size_t j = 0; j < members.size(); ++j)
      least_sums[j] = std::max(least_sums[j], std::abs(sum - count * distances[j]));
  }
  return best;
}

}  // namespace siskin::blackbox
