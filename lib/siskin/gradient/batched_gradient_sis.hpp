#pragma once

#include <cstdint>
#include <vector>

#include "siskin/blackbox/sis.hpp"
#include "siskin/model/function.hpp"

// Sufficient input subsets by gradients (Carter, Jain, Mueller & Gifford 2021,
// "Overinterpretation reveals image classification model pathologies", NeurIPS): the score of a
// partly masked sequence has a derivative by how much each unit is masked, and the units whose
// masking promises the largest score go, several at once. One forward and backward pass a step
// instead of one evaluation for every unit that is left; subsets are sufficient, but not minimal.

namespace siskin::gradient {

struct BatchedGradientOptions {
  std::int64_t step = 1;  ///< units masked at once
  /// Deviation of the normal noise that is added to each derivative, so that ties are broken at
  /// random; without it the lowest unit goes first.
  double noise = 0;
  std::uint64_t seed = 1;
  std::int64_t batch_size = 256;  ///< rows given to the model at once
};

/// A sequence to search.
struct SisTask {
  blackbox::MaskableSequence sequence;
  blackbox::SisOptions options;
  std::uint64_t number = 0;  ///< of the sequence in the input: noise comes from (seed, number)
};

/// The subsets of several sequences of one length, searched in step so that they share batches.
/// `function` gives one output, (N,1), the same number as `scorer`, which answers for thresholds
/// and polishes. Eliminations have a value after each step and NaN within. Throws as
/// differentiate() does.
std::vector<blackbox::SisResult> batched_gradient_sis(const model::Function& function,
                                                      blackbox::Scorer& scorer,
                                                      const std::vector<SisTask>& tasks,
                                                      const BatchedGradientOptions& options);

}  // namespace siskin::gradient
