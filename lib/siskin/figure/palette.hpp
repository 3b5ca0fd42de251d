#pragma once

#include <cstddef>
#include <string>

namespace siskin::figure {

/// The conventional colours of bases: A green, C blue, G orange, T red, anything else grey.
/// `base` is a code of seq/alphabet.hpp.
const std::string& base_colour(int base);

/// Colour of series `index`, from the palette of Okabe and Ito ("Color universal design", 2008)
/// that colour-blind readers can tell apart, without its yellow, which is lost on white. After
/// kSeriesColours series it begins again.
const std::string& series_colour(std::size_t index);

inline constexpr std::size_t kSeriesColours = 7;

/// Colour of `share` (-1..1) on a diverging scale: dark blue, white at 0, dark orange. Blue and
/// orange stay apart for every kind of colour blindness, and both sides darken alike.
std::string diverging_colour(double share);

/// A paler tint of "#rrggbb": `weight` of the colour (0..1), the rest white.
std::string tint(const std::string& colour, double weight);

}  // namespace siskin::figure
