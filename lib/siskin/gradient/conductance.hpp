#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "siskin/gradient/explanation.hpp"
#include "siskin/gradient/path_nodes.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

/// What is said of a unit y of a layer, along the straight path from a reference x' to x.
enum class UnitMeasure {
  kConductance,        ///< integral of df/dy dy/dt dt (Dhamdhere, Sundararajan & Yan 2019, "How
                       ///< important is a neuron?")
  kInternalInfluence,  ///< integral of df/dy dt (Leino, Sen, Datta, Fredrikson & Li 2018,
                       ///< "Influence-directed explanations for deep convolutional networks")
};

struct ConductanceOptions {
  std::string layer;  ///< a name of Program::layers()
  UnitMeasure measure = UnitMeasure::kConductance;
  PathRule rule = PathRule::kMiddle;
  std::int64_t steps = 50;
  std::int64_t batch_size = 256;  ///< points of paths that are computed together
};

/// One value for each unit of a layer. Everything is on the CPU.
struct UnitValues {
  at::Tensor value_nku;                 ///< (N,K,...) float32: (N,K,C,L') or (N,K,units)
  at::Tensor prediction_nk;             ///< (N,K) float64, f(x)
  at::Tensor reference_prediction_nrk;  ///< (N,R,K) float64, f(x')
  /// (N,R,K) float64: sum over the units for each pair, and sum of the absolute values. For a layer
  /// that all paths from sequence to output pass through, the conductances sum to f(x) - f(x') as
  /// the number of steps grows; past a residual connection the residual is what goes around it.
  /// Undefined for the internal influence.
  at::Tensor sum_nrk;
  at::Tensor magnitude_nrk;
};

/// The measure of each unit, mean over the references of a sequence. `batch` must have references.
/// Throws Error for an unknown layer.
UnitValues layer_conductance(const model::Function& function, const Batch& batch,
                             const ConductanceOptions& options);

}  // namespace siskin::gradient
