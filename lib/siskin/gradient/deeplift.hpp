#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "siskin/gradient/explanation.hpp"
#include "siskin/gradient/path_fallback.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

enum class DeepLiftRule {
  kRescale,
  kRevealCancel,     ///< for elementwise operations that follow a linear one with weights
  kGenomicsDefault,  ///< rescale after convolutions, RevealCancel after dense layers
};

struct DeepLiftOptions {
  DeepLiftRule rule = DeepLiftRule::kRescale;
  /// Operations without a rule are integrated along a path (PathFallback) instead of refused.
  bool fallback = false;
  /// Pairs of a sequence and a reference that the network is given at once.
  std::int64_t batch_size = 256;
  /// Subtract the mean over the four channels from the multipliers. The sums are those before.
  bool center = false;
  /// Hypothetical contributions, H[c,l] = sum_c' (1[c' = c] - x'[c',l]) m[c',l], whose value at the
  /// observed base is the contribution of the position.
  bool hypothetical = false;
};

/// DeepLIFT (Shrikumar, Greenside & Kundaje 2017, "Learning important features through propagating
/// activation differences"), and DeepLIFT-SHAP (Lundberg & Lee 2017) where there are several
/// references: multipliers m with sum(m (x - x')) = f(x) - f(x') for every reference x', their
/// contributions m (x - x') averaged over the references. Rules belong to the operations of the
/// network's program, so every operation has one, however the module is written; that of each kind
/// is derived in the file of its name (rescale.cpp, max_pool_rule.cpp, ...).
class DeepLift {
 public:
  explicit DeepLift(const DeepLiftOptions& options);
  ~DeepLift();
  DeepLift(DeepLift&&) noexcept;
  DeepLift& operator=(DeepLift&&) noexcept;

  /// Needs batch.references_nrcl with R >= 1. Takes one forward pass for the sequences and one
  /// forward and K backward passes for each reference. Several threads may call it at once. Throws
  /// Error, naming operation and line, for a network with an operation that has no rule.
  Explanation explain(const model::Function& function, const Batch& batch) const;

  /// The operations that were integrated, with the worst relative error so far.
  std::vector<FallbackUse> fallbacks() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::gradient
