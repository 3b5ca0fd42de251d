#pragma once

#include <cstddef>
#include <vector>

#include "siskin/figure/svg.hpp"

namespace siskin::figure {

/// The room around the plot of a panel, within its cell of a grid.
struct PanelMargins {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

/// `count` plots of the size of `plot`, row by row, as many side by side as fit `page_width` (at
/// least one). The grid of cells, each a plot with its margins, begins at (plot.x, plot.y).
std::vector<Box> lay_out_panels(std::size_t count, const Box& plot, const PanelMargins& margins,
                                double page_width);

}  // namespace siskin::figure
