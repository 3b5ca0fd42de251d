#pragma once

#include <string>
#include <vector>

#include "siskin/figure/svg.hpp"

namespace siskin::figure {

/// Points of one line in order of x; a y of NaN interrupts the line.
using Curve = std::vector<Point>;

/// One panel: a curve for each label of the chart, in the same order; empty ones are not drawn.
struct CurvePanel {
  std::string title;
  std::vector<Curve> curves;
};

struct LineChart {
  std::vector<std::string> labels;  ///< what the curves are, for the legend and the colours
  std::vector<CurvePanel> panels;
  std::string x_label;
  double panel_width = 300;
  double panel_height = 190;
  std::string provenance;
};

/// SVG of the panels, each with its own value axis and all with the same horizontal axis. Throws
/// Error when there is no panel, a panel has another number of curves than there are labels, no
/// value at all, or an infinite one.
std::string line_chart(const LineChart& chart);

}  // namespace siskin::figure
