#pragma once

#include <cstdint>
#include <vector>

#include "siskin/blackbox/metric.hpp"

namespace siskin::blackbox {

/// A point that lies near another one.
struct Neighbour {
  std::uint32_t point = 0;
  float distance = 0;
};

/// By point: the points near it, itself among them, ascending.
using Neighbourhoods = std::vector<std::vector<Neighbour>>;

/// All points within `limit` of each point, on up to `threads` threads. Every pair is looked at
/// once; memory is 8 bytes for each ordered pair within the limit, and for a moment half as much
/// again. Throws Error for more than 2^32 - 1 points.
Neighbourhoods neighbourhoods(const Metric& metric, double limit, int threads);

}  // namespace siskin::blackbox
