#pragma once

#include <string>

#include "plot/options.hpp"

namespace siskin::tools {

/// The figure of siskin-plot clusters, as SVG. Throws Error.
std::string draw_clusters(const ClustersPlot& plot);

}  // namespace siskin::tools
