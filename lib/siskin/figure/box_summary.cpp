#include "siskin/figure/box_summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "siskin/util/error.hpp"

namespace siskin::figure {

double quantile(const std::vector<double>& sorted, double q) {
  const double rank = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(rank));
  const auto above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (rank - std::floor(rank)) * (sorted[above] - sorted[below]);
}

BoxSummary summarise(std::vector<double> values) {
  if (values.empty()) throw Error("box: found no values, expected at least one");
  std::sort(values.begin(), values.end());
  BoxSummary box;
  box.quartile_low = quantile(values, 0.25);
  box.median = quantile(values, 0.5);
  box.quartile_high = quantile(values, 0.75);
  const double reach = 1.5 * (box.quartile_high - box.quartile_low);
  const double low = box.quartile_low - reach;
  const double high = box.quartile_high + reach;
  box.whisker_low = *std::find_if(values.begin(), values.end(), [&](double v) { return v >= low; });
  box.whisker_high =
      *std::find_if(values.rbegin(), values.rend(), [&](double v) { return v <= high; });
  return box;
}

}  // namespace siskin::figure
