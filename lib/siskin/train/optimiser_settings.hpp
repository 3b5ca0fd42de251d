#pragma once

#include <string>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {

enum class OptimiserKind { kAdam, kAdamW, kSgd };

/// adam, adamw or sgd. Throws UsageError otherwise.
inline OptimiserKind parse_optimiser(const std::string& word) {
  if (word == "adam") return OptimiserKind::kAdam;
  if (word == "adamw") return OptimiserKind::kAdamW;
  if (word == "sgd") return OptimiserKind::kSgd;
  throw UsageError("option --optimiser: found " + util::quoted(word) +
                   ", expected adam, adamw or sgd");
}

struct OptimiserSettings {
  OptimiserKind kind = OptimiserKind::kAdam;
  double epsilon = 1e-7;    ///< of Adam, as in Keras; LibTorch would take 1e-8
  double momentum = 0.9;    ///< of SGD
  double weight_decay = 0;  ///< adam, sgd: added to the gradient; adamw: taken off the weights
};

}  // namespace siskin::train
