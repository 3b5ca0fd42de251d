#pragma once

#include <cstdint>

#include "siskin/gradient/explanation.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

/// What is told of the gradients at noisy copies of a sequence.
enum class NoiseKind {
  kMean,      ///< SmoothGrad (Smilkov et al. 2017, "SmoothGrad: removing noise by adding noise")
  kSquared,   ///< mean of their squares (Hooker et al. 2019, "A benchmark for interpretability...")
  kVariance,  ///< VarGrad (Adebayo et al. 2018, "Sanity checks for saliency maps"), 1/n
};

struct NoiseOptions {
  NoiseKind kind = NoiseKind::kMean;
  std::int64_t samples = 50;
  double deviation = 0.1;  ///< of the normal noise on every cell of the one-hot map
  std::uint64_t seed = 1;
  std::int64_t batch_size = 256;  ///< rows given to the model at once
};

/// The smoothgrad family. Each sequence draws from the stream (seed, number), so neither batches
/// nor threads change its map. Throws as saliency does.
Explanation smoothgrad(const model::Function& function, const Batch& batch,
                       const NoiseOptions& options);

}  // namespace siskin::gradient
