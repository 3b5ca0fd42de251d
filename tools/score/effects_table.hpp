#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "score/options.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/score/effects.hpp"

namespace siskin::tools {

/// What was measured on one element, in the order of the table.
struct Element {
  std::string name;
  std::size_t map_row;
  std::vector<score::Substitution> substitutions;
  std::vector<int> strong;                      ///< 1 for a strong effect, one a substitution
  std::vector<std::vector<double>> replicates;  ///< by replicate; NaN where it has no value
};

/// The measured table, ready to be paired with maps.
struct Measured {
  std::vector<Element> elements;  ///< by first appearance
  std::size_t rows = 0;           ///< of the elements that are scored
  std::size_t deletions = 0;
  std::size_t unmeasured = 0;
};

/// Reads the table of effects and pairs its lines with the maps. Throws Error for files that are
/// wrong or do not go together.
Measured read_effects(const EffectsOptions& options, const io::MapFile& maps);

}  // namespace siskin::tools
