#include "siskin/simulate/grammar.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace siskin::simulate {

std::int64_t total_count(const Grammar& grammar) {
  std::int64_t total = 0;
  for (const Group& group : grammar.groups) total += group.count;
  return total;
}

std::vector<std::int64_t> apportion(std::int64_t total, const std::vector<double>& shares) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  std::vector<std::int64_t> parts;
  std::vector<double> remainders;
  for (const double share : shares) {
    const double exact = static_cast<double>(total) * share / sum;
    // 0.7 * 30000 is a little less than 21000 in binary; that must not cost a sequence.
    const double whole = std::floor(exact + 1e-6);
    parts.push_back(static_cast<std::int64_t>(whole));
    remainders.push_back(exact - whole);
  }
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  std::int64_t left = total - std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  for (std::size_t i = 0; left > 0; i = (i + 1) % order.size(), --left) ++parts[order[i]];
  return parts;
}

void scale(Grammar& grammar, std::int64_t number) {
  std::vector<double> shares;
  for (const Group& group : grammar.groups) shares.push_back(static_cast<double>(group.count));
  const auto counts = apportion(number, shares);
  for (std::size_t i = 0; i < counts.size(); ++i) grammar.groups[i].count = counts[i];
}

std::vector<std::int64_t> split_ends(const Grammar& grammar) {
  if (grammar.splits.empty()) return {};
  std::vector<double> shares;
  for (const Split& split : grammar.splits) shares.push_back(split.fraction);
  auto ends = apportion(total_count(grammar), shares);
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  return ends;
}

std::vector<std::string> motifs_of(const Grammar& grammar, const Group& group) {
  std::vector<std::string> motifs;
  for (const std::string& name : group.pools) {
    for (const NamedPool& pool : grammar.pools) {
      if (pool.name == name) motifs.insert(motifs.end(), pool.motifs.begin(), pool.motifs.end());
    }
  }
  motifs.insert(motifs.end(), group.motifs.begin(), group.motifs.end());
  return motifs;
}

std::size_t label_count(const Group& group) {
  return group.label.presence.empty() ? group.label.fixed.size() : group.label.presence.size();
}

}  // namespace siskin::simulate
