#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "siskin/blackbox/moments.hpp"
#include "siskin/blackbox/scorer.hpp"

namespace siskin::blackbox {

/// Two motifs, A at a fixed place and B at many.
struct SpacingScan {
  std::string first;                    ///< letters of A; N leaves the background
  std::string second;                   ///< letters of B
  std::size_t position = 0;             ///< start of A
  std::vector<std::int64_t> distances;  ///< start of B minus start of A
};

/// Effects of one distance and orientation over the backgrounds, all as differences to f of the
/// background without motifs.
struct SpacingEffect {
  std::int64_t distance = 0;
  std::string orientation;  ///< "++", "+-", "-+", "--": strands of A and B
  Moments joint;            ///< both
  Moments first;            ///< A alone
  Moments second;           ///< B alone, at its place
  Moments interaction;      ///< joint - first - second: 0 where effects add up
};

/// The effects before any background, by distance and then orientation. Throws Error for a distance
/// at which the motifs overlap or leave a sequence of `length` bases, naming it.
std::vector<SpacingEffect> spacing_effects(const SpacingScan& scan, std::size_t length);

/// The interaction terms of one background, joint - first - second and its parts, in the order of
/// spacing_effects(): 4 numbers each (joint, first, second, interaction). One call of
/// score_edits() with 3 + 6 * distances edits (Koo et al. 2021, "Global importance analysis";
/// Avsec et al. 2021, Nature Genetics 53:354).
std::vector<double> scan_spacing(Scorer& scorer, const std::vector<float>& onehot_cl,
                                 const SpacingScan& scan);

/// Adds what scan_spacing() told of one background.
void add_spacing(const std::vector<double>& found, std::vector<SpacingEffect>& effects);

}  // namespace siskin::blackbox
