#include "siskin/score/effects.hpp"

#include <string>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::score {

std::vector<double> predicted_effects(const float* map_cl, std::size_t length,
                                      const std::vector<Substitution>& substitutions) {
  std::vector<double> effects;
  effects.reserve(substitutions.size());
  for (const Substitution& one : substitutions) {
    if (one.position >= length) {
      throw Error("found a substitution at position " + std::to_string(one.position) +
                  ", expected less than the length of the map, " + std::to_string(length));
    }
    if (one.reference >= seq::kBases || one.alternative >= seq::kBases)
      throw Error("found a substitution of an ambiguous letter, expected A, C, G or T");
    effects.push_back(static_cast<double>(map_cl[one.alternative * length + one.position]) -
                      static_cast<double>(map_cl[one.reference * length + one.position]));
  }
  return effects;
}

std::vector<double> measured_effects(const std::vector<Substitution>& substitutions) {
  std::vector<double> effects;
  effects.reserve(substitutions.size());
  for (const Substitution& one : substitutions) effects.push_back(one.measured);
  return effects;
}

}  // namespace siskin::score
