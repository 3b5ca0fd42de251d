#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/svg.hpp"
#include "siskin/seq/motif.hpp"

namespace siskin::figure {

enum class LogoScale { kBits, kProbability };

/// One letter of a stack: from `bottom` to `top` on the value axis (bits or probability).
struct StackedLetter {
  int base = 0;
  double bottom = 0;
  double top = 0;
};

/// The letters of one position from the bottom up: least probable first, equal ones in the order T,
/// G, C, A. Heights are p times the information content of the row (Schneider & Stephens 1990,
/// without their small-sample correction: files hold probabilities, not the counts behind them), or
/// p itself. Letters of no height are left out.
std::vector<StackedLetter> stack_letters(const std::array<double, 4>& row, LogoScale scale);

/// The stacks of all positions, side by side over the width of `plot`, whose height is the full
/// axis (2 bits, or probability 1).
void draw_stacks(Svg& svg, const seq::Motif& motif, const Box& plot, LogoScale scale);

/// The axis of a logo: 0, 1 and 2 bits, or 0, 0.5 and 1.
Ticks logo_ticks(LogoScale scale);

struct SequenceLogoStyle {
  LogoScale scale = LogoScale::kBits;
  std::int64_t columns = 1;  ///< logos side by side
  double letter_width = 20;  ///< user units a position
  double height = 90;        ///< user units of the full axis (2 bits, or probability 1)
  std::string provenance;    ///< put into the file's description
};

/// SVG with one logo a motif, row by row, each with name and id as its title and 1-based
/// positions. Throws Error when there is no motif or one has no positions.
std::string sequence_logos(const std::vector<seq::Motif>& motifs, const SequenceLogoStyle& style);

}  // namespace siskin::figure
