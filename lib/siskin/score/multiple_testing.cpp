#include "siskin/score/multiple_testing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::score {
namespace {

/// Places of the defined p-values, the smallest first.
std::vector<std::size_t> ascending(const std::vector<double>& p_values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (!std::isnan(p_values[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  return order;
}

}  // namespace

Correction parse_correction(const std::string& word) {
  if (word == "none") return Correction::kNone;
  if (word == "bonferroni") return Correction::kBonferroni;
  if (word == "holm") return Correction::kHolm;
  if (word == "bh") return Correction::kBenjaminiHochberg;
  throw UsageError("found the correction " + util::quoted(word) +
                   ", expected none, bonferroni, holm or bh");
}

std::vector<double> adjust_p_values(const std::vector<double>& p_values, Correction correction) {
  std::vector<double> adjusted = p_values;
  if (correction == Correction::kNone) return adjusted;
  const auto order = ascending(p_values);
  const auto count = static_cast<double>(order.size());
  const auto factor = [&](std::size_t rank) {  // 0 for the smallest p-value
    if (correction == Correction::kBonferroni) return count;
    if (correction == Correction::kHolm) return count - static_cast<double>(rank);
    return count / static_cast<double>(rank + 1);
  };
  for (std::size_t rank = 0; rank < order.size(); ++rank)
    adjusted[order[rank]] = std::min(1.0, p_values[order[rank]] * factor(rank));
  // Step down (Holm) or up (Benjamini-Hochberg), so that the order is kept.
  if (correction == Correction::kBenjaminiHochberg) {
    for (std::size_t rank = order.size(); rank-- > 1;)
      adjusted[order[rank - 1]] = std::min(adjusted[order[rank - 1]], adjusted[order[rank]]);
  } else {
    for (std::size_t rank = 1; rank < order.size(); ++rank)
      adjusted[order[rank]] = std::max(adjusted[order[rank]], adjusted[order[rank - 1]]);
  }
  return adjusted;
}

}  // namespace siskin::score
