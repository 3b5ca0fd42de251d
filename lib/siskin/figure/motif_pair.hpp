#pragma once

#include <cstdint>
#include <string>

#include "siskin/figure/svg.hpp"
#include "siskin/seq/motif.hpp"

namespace siskin::figure {

/// A motif and a known one, laid over each other. A target without rows is left out; a note then
/// stands alone below the query.
struct MotifPair {
  seq::Motif query;
  seq::Motif target;        ///< as read: turned already where it matches on the other strand
  std::int64_t offset = 0;  ///< position of the target under the first one of the query
  std::string note;         ///< beside the target's name: strand, E-value; or why there is none
};

/// How large the logos of a pair are.
struct LogoSize {
  double letter_width = 20;  ///< user units a position
  double height = 60;        ///< user units of 2 bits
};

/// "name id", or the id alone.
std::string motif_title(const seq::Motif& motif);

/// Throws Error, beginning with `what`, for a query without positions or a target that has no
/// position in common with it.
void check_motif_pair(const MotifPair& pair, const std::string& what);

/// Room that draw_motif_pair takes: the axis left of `at`, and what is right of it and below.
double motif_pair_axis_width();
double motif_pair_width(const MotifPair& pair, const LogoSize& size);
double motif_pair_height(const MotifPair& pair, const LogoSize& size);

/// Draws the logo of the query above that of the target, positions that lie over each other in one
/// column and on a tinted ground; `at` is the top left corner, left of which the axis stands.
void draw_motif_pair(Svg& svg, const MotifPair& pair, Point at, const LogoSize& size);

}  // namespace siskin::figure
