#include "siskin/figure/panels.hpp"

#include <algorithm>

namespace siskin::figure {

std::vector<Box> lay_out_panels(std::size_t count, const Box& plot, const PanelMargins& margins,
                                double page_width) {
  const double cell_width = margins.left + plot.width + margins.right;
  const double cell_height = margins.top + plot.height + margins.bottom;
  const auto fitting = static_cast<std::size_t>(std::max(1.0, page_width / cell_width));
  std::vector<Box> panels;
  panels.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t column = i % fitting;
    const std::size_t row = i / fitting;
    panels.push_back({plot.x + static_cast<double>(column) * cell_width + margins.left,
                      plot.y + static_cast<double>(row) * cell_height + margins.top, plot.width,
                      plot.height});
  }
  return panels;
}

}  // namespace siskin::figure
