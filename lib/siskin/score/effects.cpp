#include "siskin/score/effects.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "siskin/score/classification.hpp"
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

StrongEffects find_strong_effects(const std::vector<double>& predicted,
                                  const std::vector<double>& measured,
                                  const std::vector<int>& strong) {
  if (measured.size() != predicted.size())
    throw Error("found " + std::to_string(predicted.size()) + " predicted and " +
                std::to_string(measured.size()) + " measured effects, expected as many of both");
  std::vector<double> sizes;
  sizes.reserve(predicted.size());
  for (const double effect : predicted) sizes.push_back(std::abs(effect));
  StrongEffects found{auroc(sizes, strong), aupr_trapezoid(sizes, strong),
                      average_precision(sizes, strong), 0, 0};
  double same = 0;
  for (std::size_t i = 0; i < strong.size(); ++i) {
    if (strong[i] == 0) continue;
    ++found.count;
    same += predicted[i] * measured[i] > 0 ? 1 : 0;
  }
  found.same_sign = found.count == 0 ? std::numeric_limits<double>::quiet_NaN()
                                     : same / static_cast<double>(found.count);
  return found;
}

}  // namespace siskin::score
