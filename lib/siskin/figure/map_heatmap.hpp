#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "siskin/figure/annotation.hpp"

namespace siskin::figure {

/// A map of four values a base, such as the effects of all substitutions.
struct MapHeatmap {
  std::string name;              ///< of the sequence or chromosome, for the position axis
  std::int64_t start = 0;        ///< position of the first base, 0-based
  std::string letters;           ///< the L bases that are there, any case
  std::vector<float> values_cl;  ///< (4,L), rows A, C, G, T
  std::vector<Site> sites;       ///< positions as `start`; those outside are left out
  std::string value_label;       ///< beside the colour bar
  std::optional<double> limit;   ///< values from here on have the last colour; without: the largest
  std::size_t bases_a_line = 100;
  double cell_width = 0;    ///< user units a base; 0: what fits a page, between 4 and 18
  double cell_height = 14;  ///< user units
  std::string provenance;
};

/// SVG of one coloured cell a base and position: blue below 0, white at 0, orange above; the base
/// that is there has a dot, and stands above the column. Regions of more bases than a line holds go
/// on below. Throws Error when there are no letters or more than 20000, another number of values,
/// one that is not finite, or a limit that is not above 0.
std::string map_heatmap(const MapHeatmap& figure);

}  // namespace siskin::figure
