#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "siskin/figure/svg.hpp"

namespace siskin::figure {

/// Points of one line in order of x; a y of NaN interrupts the line.
using Curve = std::vector<Point>;

/// Where the values of a line may lie, such as an interval around a mean; NaN interrupts it.
struct BandPoint {
  double x = 0;
  double low = 0;
  double high = 0;
};
using Band = std::vector<BandPoint>;

/// What the lines of one label look like.
struct LineSeries {
  std::string label;       ///< in the legend
  std::size_t colour = 0;  ///< number of a series_colour
  std::size_t dash = 0;    ///< 0 solid, 1 dashed, 2 dotted, and again
};

/// A look for each label: a colour each, and dashes when the colours are used up.
std::vector<LineSeries> line_series(const std::vector<std::string>& labels);

/// A dashed level line in the colour of a series, or grey.
struct Level {
  double y = 0;
  std::optional<std::size_t> series;
};

/// One panel: a curve for each series of the chart, in the same order; empty ones are not drawn.
struct CurvePanel {
  std::string title;
  std::vector<Curve> curves;
  std::vector<Band> bands;    ///< none, or one for each series
  std::vector<Level> levels;  ///< such as what guessing reaches
};

struct AxisBounds {
  double low = 0;
  double high = 1;
};

struct LineChart {
  std::vector<LineSeries> series;
  std::vector<CurvePanel> panels;
  std::string x_label;
  std::string y_label;                 ///< of all panels; none: their titles say it
  std::optional<AxisBounds> x_bounds;  ///< without: what the points need
  std::optional<AxisBounds> y_bounds;
  bool diagonal = false;  ///< a dashed line where y = x, within the plot
  bool dots = false;      ///< a dot at every point
  bool legend = false;    ///< also of a single series
  double panel_width = 300;
  double panel_height = 190;
  std::string provenance;
};

/// SVG of the panels, all with the same horizontal axis, and each with its own value axis unless
/// y_label says that all show the same quantity, or there are bounds. Points nearer to the last one
/// than a third of a unit are passed over, so that curves of millions of points stay small. Throws
/// Error when there is no panel, a panel has another number of curves or bands than there are
/// series, no value at all, an infinite one, or one outside of the bounds.
std::string line_chart(const LineChart& chart);

}  // namespace siskin::figure
