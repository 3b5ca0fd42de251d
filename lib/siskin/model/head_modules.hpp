#pragma once

#include <torch/csrc/jit/api/module.h>

#include <cstdint>

#include "siskin/architecture/architecture.hpp"
#include "siskin/architecture/shapes.hpp"
#include "siskin/util/random.hpp"

namespace siskin::model {

constexpr const char* kBeforeConvolution = "before_convolution";
constexpr const char* kBehindConvolution = "behind_convolution";

/// Compiles a head for features of the shape `before`. An output head maps x to (N,outputs). The
/// others take the control counts over the whole input too, (N,controls,length), None for zeros: a
/// profile head gives logits (N,tasks,positions,strands), a count head (N,tasks x strands) or
/// (N,tasks). Children: layers of the head's own by their names, then "output", or "convolution"
/// or "dense" and perhaps "mixing"; an output head without own layers is a dense layer itself.
/// A profile head has the two methods below for what is around its convolution, each of x and the
/// controls.
torch::jit::Module make_head(const architecture::Head& head, std::int64_t outputs,
                             const architecture::NetworkShape& shape,
                             const architecture::LayerShape& before, util::Random& random);

}  // namespace siskin::model
