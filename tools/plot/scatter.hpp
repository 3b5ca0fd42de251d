#pragma once

#include <string>

#include "plot/options.hpp"

namespace siskin::tools {

/// The figure of siskin-plot scatter, as SVG. Throws Error.
std::string draw_scatter(const ScatterPlot& plot);

}  // namespace siskin::tools
