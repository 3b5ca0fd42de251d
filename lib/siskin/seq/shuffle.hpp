#pragma once

#include <string>
#include <string_view>

#include "siskin/util/random.hpp"

namespace siskin::seq {

/// A uniformly random order of the letters of `sequence`.
std::string shuffle_mononucleotides(std::string_view sequence, util::Random& random);

/// A uniformly random sequence with exactly the same dinucleotide counts and the same first and
/// last letter (Altschul & Erickson 1985; the last-exit tree drawn with Wilson's algorithm, as in
/// Kandel, Matias, Unger & Winkler 1996). Letters are taken as they stand: case and N are kept
/// apart.
std::string shuffle_dinucleotides(std::string_view sequence, util::Random& random);

}  // namespace siskin::seq
