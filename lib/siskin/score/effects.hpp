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

/// Whether predictions find the strong effects among all, whatever their sign.
struct StrongEffects {
  double auroc = 0;  ///< of |predicted| for strong against the others; NaN unless there are both
  double aupr = 0;   ///< trapezoid
  double average_precision = 0;
  double same_sign = 0;   ///< share of the strong ones whose sign is predicted; 0 has no sign
  std::size_t count = 0;  ///< strong ones
};

/// `strong[i]` is 1 for a strong effect, 0 otherwise; which effects are strong is the caller's to
/// say. Throws Error for sizes that differ. No NaN among the values.
StrongEffects find_strong_effects(const std::vector<double>& predicted,
                                  const std::vector<double>& measured,
                                  const std::vector<int>& strong);

}  // namespace siskin::score
