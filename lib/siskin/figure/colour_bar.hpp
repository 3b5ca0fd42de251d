#pragma once

#include <string>

#include "siskin/figure/svg.hpp"

namespace siskin::figure {

/// A diverging scale: colours of -limit to limit, white at 0.
struct ColourBar {
  double limit = 1;
  bool clipped = false;  ///< values beyond the limit have the colours of the ends
  std::string label;

  /// The colour of a finite value.
  std::string colour(double value) const;
};

/// Height that draw_colour_bar needs.
inline constexpr double kColourBarHeight = 26;

/// Draws the scale below y = `right_top`.y, ending at x = `right_top`.x with its label to the left;
/// the ends are marked as open when values lie beyond them.
void draw_colour_bar(Svg& svg, const ColourBar& bar, Point right_top);

/// Width that it takes.
double colour_bar_width(const ColourBar& bar);

}  // namespace siskin::figure
