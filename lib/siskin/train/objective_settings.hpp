#pragma once

#include "siskin/train/loss.hpp"

namespace siskin::train {

/// What training minimises, besides the data.
struct ObjectiveSettings {
  Loss loss = Loss::kBinaryCrossEntropy;
};

}  // namespace siskin::train
