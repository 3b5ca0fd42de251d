#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "siskin/model/function.hpp"

namespace siskin::gradient {

/// The operations at the start of a function that are affine in the sequence: views, convolutions,
/// eval-mode batch norms before the first nonlinearity. Along a straight line between two inputs
/// what they compute is the straight line between what they compute of its ends, and their
/// derivative is the same everywhere. So a path integral needs them at the ends only, and its
/// gradient goes through them once.
///
/// The frontier are the tensors that pass from them to the rest of the function.
class AffineFront {
 public:
  /// Nothing when there is no program (control flow depends on the sequence), when it overwrites
  /// tensors, or when no linear operation would be saved.
  static std::optional<AffineFront> find(const model::Function& function, std::int64_t length);

  /// Whether the program for this many rows has the same operations; else the other functions are
  /// not to be called with it.
  bool serves(std::int64_t rows) const;

  /// The frontier of input_ncl (N,4,L), tensors (N,...); keeps the graph unless gradients are off.
  std::vector<at::Tensor> values(const at::Tensor& input_ncl) const;

  /// The function's output (N,K) for a frontier of N rows; keeps the graph likewise.
  at::Tensor finish(const std::vector<at::Tensor>& frontier) const;

 private:
  AffineFront(const model::Function& function, std::int64_t length);

  void divide(const std::vector<bool>& front);

  const model::Function& function_;
  std::int64_t length_;
  std::shared_ptr<const model::Program> pattern_;
  std::vector<bool> front_;  ///< by operation
  std::vector<bool> rest_;   ///< by operation
  std::vector<model::Slot> frontier_;
};

}  // namespace siskin::gradient
