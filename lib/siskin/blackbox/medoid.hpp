#pragma once

#include <cstddef>
#include <vector>

#include "siskin/blackbox/metric.hpp"

namespace siskin::blackbox {

/// The member with the smallest sum of distances to all members, the first of several. Exact, but
/// members whose sum cannot be the smallest by the triangle inequality are passed over (Newling &
/// Fleuret 2017, "A sub-quadratic exact medoid algorithm"). `members` is not empty.
std::size_t medoid(const Metric& metric, const std::vector<std::size_t>& members);

}  // namespace siskin::blackbox
