#pragma once

#include <string>

#include "plot/options.hpp"

namespace siskin::tools {

/// The figures of siskin-plot strips and siskin-plot history, as SVG. Throw Error.
std::string draw_strips(const StripsPlot& plot);
std::string draw_history(const HistoryPlot& plot);

}  // namespace siskin::tools
