#include "siskin/blackbox/dbscan.hpp"

#include <algorithm>

namespace siskin::blackbox {
namespace {

std::vector<bool> find_cores(const Neighbourhoods& neighbourhoods, float eps,
                             std::size_t min_samples) {
  std::vector<bool> core(neighbourhoods.size());
  for (std::size_t point = 0; point < core.size(); ++point) {
    const auto& near = neighbourhoods[point];
    const auto count = std::count_if(near.begin(), near.end(), [eps](const Neighbour& neighbour) {
      return neighbour.distance <= eps;
    });
    core[point] = static_cast<std::size_t>(count) >= min_samples;
  }
  return core;
}

}  // namespace

Clustering dbscan(const Neighbourhoods& neighbourhoods, double eps, std::size_t min_samples) {
  const auto reach = static_cast<float>(eps);
  Clustering result;
  result.core = find_cores(neighbourhoods, reach, min_samples);
  result.labels.assign(neighbourhoods.size(), kNoise);
  std::vector<std::size_t> open;
  for (std::size_t seed = 0; seed < neighbourhoods.size(); ++seed) {
    if (!result.core[seed] || result.labels[seed] != kNoise) continue;
    const std::int32_t label = result.clusters++;
    result.labels[seed] = label;
    open.push_back(seed);
    while (!open.empty()) {
      const std::size_t point = open.back();
      open.pop_back();
      for (const auto& neighbour : neighbourhoods[point]) {
        if (neighbour.distance > reach || result.labels[neighbour.point] != kNoise) continue;
        result.labels[neighbour.point] = label;
        if (result.core[neighbour.point]) open.push_back(neighbour.point);
      }
    }
  }
  return result;
}

std::vector<std::vector<std::size_t>> cluster_members(const Clustering& clustering) {
  std::vector<std::vector<std::size_t>> members(static_cast<std::size_t>(clustering.clusters));
  for (std::size_t point = 0; point < clustering.labels.size(); ++point) {
    const auto label = clustering.labels[point];
    if (label != kNoise) members[static_cast<std::size_t>(label)].push_back(point);
  }
  return members;
}

std::vector<std::size_t> noise_points(const Clustering& clustering) {
  std::vector<std::size_t> points;
  for (std::size_t point = 0; point < clustering.labels.size(); ++point) {
    if (clustering.labels[point] == kNoise) points.push_back(point);
  }
  return points;
}

}  // namespace siskin::blackbox
