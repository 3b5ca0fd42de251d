#pragma once

#include <array>
#include <vector>

#include "siskin/simulate/simulator.hpp"

namespace siskin::simulate {

/// The sequence model P of the data sets of Koo & Ploenzke 2021: `background` (A, C, G, T) outside
/// sites, the column of the motif inside. Writes model_cl[4 * L], L = sequence.letters.size().
void write_model(const SimulatedSequence& sequence, const std::array<double, 4>& background,
                 float* model_cl);

/// Bits a base: 2 + sum p log2 p of the column that the base was drawn from, 0 outside sites. The
/// background counts as 0 whatever its composition: it is what sites are to be told from.
std::vector<float> information_track(const SimulatedSequence& sequence);

}  // namespace siskin::simulate
