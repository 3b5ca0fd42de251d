#pragma once

#include <string>
#include <vector>

namespace siskin::figure {

/// One run: two figures of it.
struct ScatterPoint {
  double x = 0;
  double y = 0;
  std::string label;   ///< beside the point; may be empty
  std::string series;  ///< colour
};

struct ScatterChart {
  std::vector<ScatterPoint> points;
  std::string x_label;
  std::string y_label;
  std::string note;       ///< small print beneath, such as a correlation
  bool diagonal = false;  ///< a dashed line where y = x, within the plot
  double width = 300;     ///< user units of the plot
  double height = 300;
  std::string provenance;
};

/// SVG of the points. Colours come in the order of their first point, after the last one again as
/// rings, and a legend names them when there are several. A label that would lie over a point or
/// another label is left out, and the note says how many. Throws Error for no points, a value
/// that is not finite, or more than 14 series.
std::string scatter_chart(const ScatterChart& chart);

}  // namespace siskin::figure
