#pragma once

#include <string>

#include "plot/options.hpp"

namespace siskin::tools {

/// The figure of siskin-plot curves, as SVG. Throws Error.
std::string draw_curves(const CurvesPlot& plot);

}  // namespace siskin::tools
