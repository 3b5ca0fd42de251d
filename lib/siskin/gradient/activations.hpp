#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "siskin/model/function.hpp"
#include "siskin/model/program.hpp"

namespace siskin::gradient {

/// A tensor of a program, and how far the program has to run for it.
struct LayerOutput {
  std::string name;
  model::Slot slot = 0;
  std::size_t end = 0;  ///< operations [0, end) compute it and do not overwrite it
};

/// The layer of this name; for an empty name that of filter_layer(). Throws Error, naming all
/// layers, when there is none.
LayerOutput find_layer(const model::Program& program, const std::string& name);

/// The layer that says how strongly the filters of the first convolution fire: the output of the
/// first elementwise operation on what that convolution gives, with only batch norm, sums and
/// products with constants, and views between, as Koo & Ploenzke (2021) take it ("after batch norm
/// and activation, before dropout and pooling"). Throws Error when there is no convolution, or
/// something else comes first.
LayerOutput filter_layer(const model::Program& program);

/// The number of the first convolution of the sequence with constant weights. Throws Error when
/// there is none.
std::size_t first_convolution(const model::Program& program);

/// Weights of the first convolution, (filters, 4, width) float32 on the CPU. Throws Error when they
/// have another shape.
at::Tensor filter_weights(const model::Program& program);

/// The values of a layer (see find_layer) for the sequences (N,4,L): (N, channels, positions) or
/// (N, units), or as the layer has it, float32 on the CPU, without autograd graph. Throws Error,
/// naming the layer, when its first dimension is not the sequences.
at::Tensor activations(const model::Function& function, const at::Tensor& onehot_ncl,
                       const std::string& layer);

/// A layer as --list-layers shows it.
struct LayerShape {
  std::string name;
  std::string type;
  std::vector<std::int64_t> shape;  ///< for one sequence, without the dimension of sequences
};

/// All layers for sequences of `length` bases, in the order in which they are computed.
std::vector<LayerShape> layer_shapes(const model::Function& function, std::int64_t length);

}  // namespace siskin::gradient
