#pragma once

#include <string>

#include "plot/options.hpp"

namespace siskin::tools {

/// The figure of siskin-plot matches, as SVG. Throws Error.
std::string draw_matches(const MatchesPlot& plot);

}  // namespace siskin::tools
