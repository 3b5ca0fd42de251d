#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/blackbox/game.hpp"

// LIME (Ribeiro, Singh & Guestrin 2016, "Why should I trust you? Explaining the predictions of any
// classifier"): a linear model of which features are visible, fitted to the scores of randomly
// masked copies of the sequence.

namespace siskin::blackbox {

enum class LimeSampler {
  /// As the authors' code does for text: the sequence itself, then copies in which a uniformly
  /// drawn number of features is masked; weights sqrt(exp(-d^2 / width^2)) with
  /// d = 100 (1 - sqrt(share of features visible)), width 25; ridge regression, alpha 1.
  kUniformCount,
  /// As Captum does: each feature masked with probability 1/2; weights exp(-d^2 / (2 width^2)) with
  /// d the cosine distance of the two maps, width 1; lasso, alpha 0.01.
  kBernoulli,
};

enum class FeatureSelection {
  kAuto,            ///< kForward for up to six features, else kHighestWeights
  kForward,         ///< one by one, what raises the weighted R^2 of least squares most
  kHighestWeights,  ///< the largest |coefficients| of a ridge regression with alpha 0.01
};

struct LimeOptions {
  LimeSampler sampler = LimeSampler::kUniformCount;
  std::size_t samples = 5000;
  std::optional<double> kernel_width;  ///< of the sampler
  std::optional<double> alpha;         ///< of the sampler's regression
  std::size_t features = 0;            ///< how many get a coefficient other than 0; 0: all of them
  FeatureSelection selection = FeatureSelection::kAuto;
  std::uint64_t seed = 1;
  std::uint64_t number = 0;  ///< of the sequence: its stream of random numbers
};

struct LimeResult {
  double score = 0;                  ///< f(x)
  double intercept = 0;              ///< what the linear model says of all features masked
  double r_squared = 0;              ///< weighted, of the linear model
  std::vector<double> coefficients;  ///< one a feature
};

/// Features have to be fewer than samples for coefficients that mean something; nothing checks it.
/// `samples` + 1 evaluations. Throws Error as fit_lime().
LimeResult lime(Scorer& scorer, const Game& game, const LimeOptions& options);

/// Masked copies of a sequence with their scores and weights.
struct LimeSample {
  std::vector<Coalition> coalitions;
  std::vector<double> scores;
  std::vector<double> weights;
};

/// The regression alone; `score` of the result is left 0. Throws Error when all weights are 0.
LimeResult fit_lime(const LimeSample& sample, const LimeOptions& options);

/// Weight under kUniformCount of a copy with `visible` of `features` features.
double text_weight(std::size_t visible, std::size_t features, double width);

/// Weight under kBernoulli of a coalition of a game.
double cosine_weight(const Game& game, const Coalition& coalition, double width);

}  // namespace siskin::blackbox
