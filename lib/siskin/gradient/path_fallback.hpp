#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "siskin/gradient/pair.hpp"
#include "siskin/gradient/rule_node.hpp"

namespace siskin::gradient {

/// How well the path integral did for one operation.
struct FallbackUse {
  std::string operation;      ///< label with its line
  double relative_error = 0;  ///< the worst so far, see PathFallback
};

/// A rule for any operation with a derivative: the integral of its vector-Jacobian product along
/// the straight line of its inputs from the reference to the sequence (Aumann-Shapley, the rule of
/// integrated gradients for this operation alone). Complete but for the error of the sum, so the
/// number of steps is doubled until, for each row,
///
///     |sum(g (y - y')) - sum((a - a') m)| <= tolerance * max(sum |(a - a') m|, sum |g (y - y')|),
///
/// or kMostSteps are reached; the worst of these ratios is kept. Safe from several threads.
class PathFallback {
 public:
  static constexpr std::int64_t kMostSteps = 2048;

  /// Throws Error when the operation has no derivative. Must outlive what it returns.
  Backward rule(const Pair& pair);

  /// In the order of their labels.
  std::vector<FallbackUse> uses() const;

 private:
  void note(const std::string& operation, double relative_error);

  mutable std::mutex mutex_;
  std::vector<FallbackUse> uses_;
};

}  // namespace siskin::gradient
