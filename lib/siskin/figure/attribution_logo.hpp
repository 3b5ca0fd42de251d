#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/figure/annotation.hpp"

namespace siskin::figure {

/// One importance map along the region: a value for each letter, NaN where there is none.
struct AttributionRow {
  std::string title;
  std::vector<float> values;
};

struct AttributionFigure {
  std::string name;        ///< of the sequence or chromosome, for the position axis
  std::int64_t start = 0;  ///< position of the first letter, 0-based
  std::string letters;     ///< the region, any case; what is none of ACGT becomes a grey bar
  std::vector<AttributionRow> rows;
  std::vector<Site> sites;        ///< positions as `start`; those outside are left out
  std::vector<BlockSet> subsets;  ///< likewise
  std::string value_label = "importance";
  bool same_scale = false;  ///< one value axis for all rows, not one each
  double letter_width = 0;  ///< user units a base; 0: what fits a page, between 4 and 20
  double row_height = 90;   ///< user units
  std::string provenance;
};

/// SVG of letters whose height is their value, positive ones upward from the zero line, negative
/// ones downward and upside down; one row a map, sites and subsets beneath, then positions.
/// Throws Error when there are no letters, no rows, more than 20000 letters, a row of another
/// length, an infinite value, or a row without any value.
std::string attribution_logo(const AttributionFigure& figure);

}  // namespace siskin::figure
