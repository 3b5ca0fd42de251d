#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "siskin/blackbox/max_entropy.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

/// The tensor that the last linear layer with weights (linear, or a matrix product) of a program
/// reads: the network's own representation of a sequence. Throws Error when there is none.
model::Slot penultimate_slot(const model::Program& program);

/// The energy of Finnegan & Song 2017: E(s) = || w (phi(s) - phi(x)) ||, element by element and
/// Euclidean, phi the activations of a layer and w the derivative of f by them at x. Behind the
/// penultimate layer (phi is what the last linear layer reads) f is linear, and w are the weights
/// of the output; for a contrast the difference of two outputs' weights.
class LayerDeviations : public blackbox::Deviations {
 public:
  /// `onehot_cl` (4, length) is x. The function, of one output, must outlive it; `layer` is a name
  /// of --list-layers, empty: the penultimate one. Throws Error when there is no such layer, the
  /// layer does not keep sequences in its first dimension, or f does not depend on it.
  LayerDeviations(const model::Function& function, const float* onehot_cl, std::size_t length,
                  const std::string& layer);

  std::vector<blackbox::Deviation> of(const float* onehot_ncl, std::size_t count,
                                      std::size_t length) override;

 private:
  const model::Function& function_;
  std::string layer_;
  at::Tensor own_1u_;     // phi(x)
  at::Tensor weight_1u_;  // w
  double score_ = 0;      // f(x)
};

}  // namespace siskin::gradient
