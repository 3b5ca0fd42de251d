#include "siskin/figure/lanes.hpp"

#include <algorithm>
#include <numeric>

namespace siskin::figure {

std::vector<std::size_t> assign_lanes(const std::vector<Extent>& items, double gap) {
  std::vector<std::size_t> order(items.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&items](std::size_t a, std::size_t b) {
    return items[a].begin < items[b].begin;
  });
  std::vector<std::size_t> lanes(items.size());
  std::vector<double> free_from;
  for (const auto item : order) {
    const auto lane = std::find_if(free_from.begin(), free_from.end(),
                                   [&](double end) { return end + gap <= items[item].begin; });
    lanes[item] = static_cast<std::size_t>(lane - free_from.begin());
    if (lane == free_from.end()) {
      free_from.push_back(items[item].end);
    } else {
      *lane = items[item].end;
    }
  }
  return lanes;
}

}  // namespace siskin::figure
