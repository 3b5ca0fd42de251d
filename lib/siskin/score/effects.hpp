#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace siskin::score {

/// One measured exchange of a base for another.
struct Substitution {
  std::size_t position = 0;      ///< 0-based in the sequence
  std::uint8_t reference = 0;    ///< base code 0..3 (A, C, G, T)
  std::uint8_t alternative = 0;  ///< base code 0..3
  double measured = 0;           ///< effect, in the units of the assay
};

/// What a map over one sequence says of each substitution: map[alternative] - map[reference] at its
/// position. For a gradient this is the first-order Taylor estimate of the effect; for a
/// mutagenesis map, 0 at the reference, the effect on the model itself. `map_cl` is (4, length).
/// Throws Error for a position outside of the map or a code above 3.
std::vector<double> predicted_effects(const float* map_cl, std::size_t length,
                                      const std::vector<Substitution>& substitutions);

/// The measured side, in the same order.
std::vector<double> measured_effects(const std::vector<Substitution>& substitutions);

}  // namespace siskin::score
