#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/blackbox/game.hpp"

namespace siskin::blackbox {

struct KernelShapOptions {
  std::size_t samples = 0;  ///< coalitions besides all and none; 0: 2 M + 2048, M the features
  std::uint64_t seed = 1;
  std::uint64_t number = 0;  ///< of the sequence: its stream of random numbers
};

/// A coalition with its share of the regression's weight.
struct WeightedCoalition {
  Coalition coalition;
  double weight = 0;
};

/// Which coalitions KernelSHAP looks at, weights summing to 1. From the outside in (sizes 1 and
/// M - 1, then 2 and M - 2, ...) all subsets of a size as long as the samples left would be
/// expected to draw each of them at least once, at their Shapley kernel weights
/// (M - 1) / (C(M, k) k (M - k)); the first two sizes always. The rest of the weight goes in equal
/// parts to random subsets of the sizes in between, each paired with its complement (Covert & Lee
/// 2021, "Improving KernelSHAP"); one drawn twice counts twice and is evaluated once. All subsets
/// when samples suffice for all. Throws Error for fewer than 2 M samples, unless these are all.
std::vector<WeightedCoalition> kernel_coalitions(std::size_t features,
                                                 const KernelShapOptions& options);

/// Shapley values as the solution of a weighted regression (Lundberg & Lee 2017, "A unified
/// approach to interpreting model predictions"). That they sum to f(x) - f(all masked) is no
/// heavily weighted observation but enforced by eliminating one of them. Exact when all coalitions
/// are looked at, and for features that do not interact. `samples` + 2 evaluations. Throws Error as
/// kernel_coalitions().
Contributions kernel_shap(Scorer& scorer, const Game& game, const KernelShapOptions& options);

}  // namespace siskin::blackbox
