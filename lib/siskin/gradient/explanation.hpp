#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace siskin::gradient {

/// Sequences of one length that are explained together.
struct Batch {
  at::Tensor onehot_ncl;       ///< (N,4,L) float32 on the CPU
  at::Tensor references_nrcl;  ///< (N,R,4,L) float32 on the CPU; undefined for methods without
  /// Number of each sequence in the whole input: random numbers of a sequence are drawn from a
  /// stream of (seed, number), so results do not depend on batches or threads.
  std::vector<std::uint64_t> numbers;
};

/// What a method says of a batch. Everything is on the CPU.
struct Explanation {
  at::Tensor map_nkcl;       ///< (N,K,4,L) float32, one map for each of the K outputs of Function
  at::Tensor prediction_nk;  ///< (N,K) float64, f(x)
  /// For methods whose contributions sum to f(x) - f(x'), else undefined: f(x') (N,R,K) float64,
  /// and the sum of the contributions of each pair and the sum of their absolute values, before
  /// centering and averaging over references.
  at::Tensor reference_prediction_nrk;
  at::Tensor sum_nrk;
  at::Tensor magnitude_nrk;
  at::Tensor r_squared_nk;  ///< (N,K) float64, of methods that fit a model; else undefined
  /// N, of methods that score edits: how they were evaluated (model::EditEngine::remark); else
  /// empty, or empty strings.
  std::vector<std::string> engine_n;
};

}  // namespace siskin::gradient
