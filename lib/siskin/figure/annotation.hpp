#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/svg.hpp"

namespace siskin::figure {

/// A labelled stretch, such as a planted site; 0-based half-open.
struct Site {
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::string label;
  char strand = '.';  ///< '+' and '-' become arrows
};

/// A set of runs of bases, such as a sufficient input subset; 0-based half-open.
struct BlockSet {
  std::string label;
  std::vector<std::pair<std::int64_t, std::int64_t>> blocks;
};

/// Cuts sites at the bounds of [start, end) and leaves out what lies outside.
std::vector<Site> clip_sites(const std::vector<Site>& sites, std::int64_t start, std::int64_t end);
std::vector<BlockSet> clip_blocks(const std::vector<BlockSet>& sets, std::int64_t start,
                                  std::int64_t end);

/// Draws bars below y = `top` with their label inside or, where it does not fit, beside them;
/// overlapping bars go to lanes of their own. `x` maps positions to the page. Returns the height
/// used, 0 for no sites.
double draw_sites(Svg& svg, const std::vector<Site>& sites, const LinearScale& x, double top);

/// One lane a set, its label left of the plot, its blocks joined by a thin line.
double draw_block_sets(Svg& svg, const std::vector<BlockSet>& sets, const LinearScale& x,
                       double top);

}  // namespace siskin::figure
