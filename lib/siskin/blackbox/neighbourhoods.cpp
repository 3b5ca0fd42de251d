#include "siskin/blackbox/neighbourhoods.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/parallel.hpp"

namespace siskin::blackbox {
namespace {

std::vector<Neighbour> later_neighbours(const Metric& metric, std::size_t point, double limit) {
  std::vector<Neighbour> found;
  for (std::size_t other = point + 1; other < metric.size(); ++other) {
    const auto distance = metric.distance_within(point, other, limit);
    if (distance)
      found.push_back({static_cast<std::uint32_t>(other), static_cast<float>(*distance)});
  }
  return found;
}

}  // namespace

Neighbourhoods neighbourhoods(const Metric& metric, double limit, int threads) {
  const std::size_t count = metric.size();
  if (count > std::numeric_limits<std::uint32_t>::max())
    throw Error("found " + std::to_string(count) + " points, expected fewer than 2^32");
  Neighbourhoods later(count);
  util::parallel_for(count, threads, [&](std::size_t point) {
    later[point] = later_neighbours(metric, point, limit);
  });
  // In ascending order of points, each has heard of all earlier neighbours when its turn comes.
  Neighbourhoods all(count);
  for (std::size_t point = 0; point < count; ++point) {
    const auto self = static_cast<std::uint32_t>(point);
    auto own = std::move(later[point]);
    all[point].push_back({self, 0});
    all[point].insert(all[point].end(), own.begin(), own.end());
    for (const auto& neighbour : own) all[neighbour.point].push_back({self, neighbour.distance});
  }
  return all;
}

}  // namespace siskin::blackbox
