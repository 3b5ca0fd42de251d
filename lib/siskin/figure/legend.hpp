#pragma once

#include <string>
#include <vector>

#include "siskin/figure/svg.hpp"

namespace siskin::figure {

/// Radius of the hole of a hollow dot, in radii.
inline constexpr double kHole = 0.5;

struct LegendEntry {
  std::string label;
  std::string colour;
  std::string dash;      ///< for lines
  bool as_line = false;  ///< a stroke, else a dot
  bool hollow = false;   ///< of a dot: a ring
};

/// Draws entries from left to right below y = `top`, starting new lines at `width`; returns the
/// height used, 0 for no entries.
double draw_legend(Svg& svg, const std::vector<LegendEntry>& entries, Point top, double width);

/// Width below which no page with this legend should be, so that its longest entry is not cut off.
double widest_entry(const std::vector<LegendEntry>& entries);

}  // namespace siskin::figure
