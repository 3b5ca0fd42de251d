#pragma once

#include <array>
#include <cstddef>

#include "siskin/seq/motif.hpp"

namespace siskin::motif {

/// What counts as information, and how much is left around it.
struct TrimRule {
  double least_bits = 0.5;
  std::size_t flank = 3;
};

/// 2 + sum p log2(p + 1e-7) bits: the information content by which Koo & Ploenzke (2021) trim. It
/// differs from seq::information_content by less than 1e-6.
double floored_information(const std::array<double, 4>& row);

/// Cuts the flanks without information before a motif is compared with others, as Koo & Ploenzke
/// (2021) do: from the first row of more than `least_bits` bits minus `flank` rows to the last such
/// row plus `flank`, within the matrix. A motif without such a row stays whole. (Their code also
/// keeps a motif whole whose only such row is the first, by mistake; this one trims it.)
seq::Motif trim(const seq::Motif& motif, const TrimRule& rule = {});

}  // namespace siskin::motif
