#pragma once

#include <cstddef>
#include <vector>

namespace siskin::figure {

/// Extent of an item with its label along the page.
struct Extent {
  double begin = 0;
  double end = 0;
};

/// A lane (0, 1, ...) for each item, such that items of a lane are at least `gap` apart: each item,
/// by begin, goes to the first lane that has room. The number of lanes is the least possible.
std::vector<std::size_t> assign_lanes(const std::vector<Extent>& items, double gap);

}  // namespace siskin::figure
