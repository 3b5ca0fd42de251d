#pragma once

#include <string>

#include "siskin/figure/svg.hpp"

namespace siskin::figure {

/// SVG path data of a bold letter whose outline touches all four sides of `box`, so that its height
/// is exactly the value it stands for. `base` is 0..3 for A, C, G, T; `upside_down` mirrors it at
/// the horizontal middle, as is usual below the axis.
///
/// The shapes are siskin's own: a font would not scale to a box and need not be installed.
std::string glyph_path(int base, const Box& box, bool upside_down = false);

/// Draws the letter in its colour; code 4 (no base known) is a grey bar that fills the box.
void draw_letter(Svg& svg, int base, const Box& box, bool upside_down = false);

}  // namespace siskin::figure
