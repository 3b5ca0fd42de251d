#pragma once

#include <string>

#include "plot/options.hpp"

namespace siskin::tools {

/// The figure of siskin-plot heatmap, as SVG. Throws Error.
std::string draw_heatmap(const HeatmapPlot& plot);

}  // namespace siskin::tools
