#pragma once

#include "plot/options.hpp"

namespace siskin::tools {

/// Reads the files, draws the figure and writes it. Throws Error.
void run_plot(const PlotOptions& options);

}  // namespace siskin::tools
