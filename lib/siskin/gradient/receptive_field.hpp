#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "siskin/model/function.hpp"
#include "siskin/model/program.hpp"

namespace siskin::gradient {

/// Which positions of a sequence of `length` bases each unit of a layer can depend on, whatever the
/// weights are: (U,L) bool on the CPU. The units are the positions L' of a layer with positions
/// (all its channels together), or the units of a layer (N,units). `layer` is a name of
/// Program::layers(), or empty for the default of find_position_layer. Holds for any strides,
/// dilations, paddings and residual connections; softmax and normalisation over positions, matrix
/// products of two activations and operations that are not known reach the whole of their input.
/// One backward pass a unit. Throws Error for an unknown layer and one of other dimensions.
at::Tensor receptive_field(const model::Function& function, const std::string& layer,
                           std::int64_t length);

/// Replaces derivatives by dependence: 1 where an input of an operation can change its output, so
/// that a signal of ones comes back positive where a position is seen, and 0 elsewhere. For
/// programs of one sequence.
model::Handler dependence_handler();

}  // namespace siskin::gradient
