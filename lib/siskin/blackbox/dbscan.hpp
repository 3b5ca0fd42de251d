#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/blackbox/neighbourhoods.hpp"

namespace siskin::blackbox {

/// Label of a point that belongs to no cluster.
constexpr std::int32_t kNoise = -1;

struct Clustering {
  std::vector<std::int32_t> labels;  ///< by point: 0 .. clusters-1, or kNoise
  std::vector<bool> core;            ///< by point
  std::int32_t clusters = 0;
};

/// DBSCAN (Ester, Kriegel, Sander & Xu 1996). A point is a core when at least `min_samples` points,
/// itself among them, are within `eps`; cores within eps of each other share a cluster, and any
/// other point near a core joins the first cluster that has one. Clusters are numbered by their
/// lowest core. `neighbourhoods` must reach at least as far as eps; distances are compared in
/// single precision.
Clustering dbscan(const Neighbourhoods& neighbourhoods, double eps, std::size_t min_samples);

/// Points of each cluster, ascending.
std::vector<std::vector<std::size_t>> cluster_members(const Clustering& clustering);

/// Points of no cluster, ascending.
std::vector<std::size_t> noise_points(const Clustering& clustering);

}  // namespace siskin::blackbox
