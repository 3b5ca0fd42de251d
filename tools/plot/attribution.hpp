#pragma once

#include <string>

#include "plot/options.hpp"

namespace siskin::tools {

/// The figure of siskin-plot attribution, as SVG. Throws Error.
std::string draw_attribution(const AttributionPlot& plot);

}  // namespace siskin::tools
