#pragma once

#include <torch/csrc/jit/api/module.h>

#include <string>
#include <vector>

#include "siskin/architecture/architecture.hpp"
#include "siskin/architecture/shapes.hpp"
#include "siskin/util/random.hpp"

namespace siskin::model {

/// Compiles a layer, for data of the shape `before`, to a module whose forward maps (N,channels,
/// positions), or (N,channels) when flat, to the like. Only operations with second derivatives.
/// Weights are drawn from `random`. Throws Error when the layer does not fit.
torch::jit::Module make_layer(const architecture::Layer& layer,
                              const architecture::LayerShape& before, util::Random& random);

/// Layers one behind the other: registers each as a child of `parent` under its name of
/// architecture::layer_names(), and moves `shape` behind them. Gives the lines of a forward that
/// take the variable `variable` through all of them.
std::string add_layers(torch::jit::Module& parent, const std::vector<architecture::Layer>& layers,
                       architecture::LayerShape& shape, const std::string& variable,
                       util::Random& random);

}  // namespace siskin::model
