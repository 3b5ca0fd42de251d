#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/model/incremental_windows.hpp"
#include "siskin/model/operation.hpp"
#include "siskin/model/program.hpp"

namespace siskin::model {

/// A tensor of which one axis runs along positions: `sizes` for one sequence, the first of them 1.
/// Its rows are (n, positions, features), the features in the order of the other axes.
struct LocalShape {
  std::vector<std::int64_t> sizes;
  std::int64_t axis = 2;

  std::int64_t rank() const { return static_cast<std::int64_t>(sizes.size()); }
  std::int64_t length() const { return sizes[static_cast<std::size_t>(axis)]; }
  std::int64_t features() const;

  /// (n,...,width,...) -> (n, width, features), contiguous.
  at::Tensor to_rows(const at::Tensor& tensor) const;
  /// (n, width, features) -> (n,...,width,...).
  at::Tensor from_rows(const at::Tensor& rows_nwf) const;
};

enum class StepKind {
  kAlias,        ///< the numbers as they are
  kReshape,      ///< the same numbers with other axes beside the positions
  kPointwise,    ///< the operation itself, position by position
  kAffine,       ///< x scale + shift, by feature: batch norm
  kConvolution,  ///< by the difference of its input
  kWindow,       ///< the operation itself on windows
  kMaxPool,
  kMeanPool,
  kShift,      ///< positions cropped, padded or stepped over
  kGlobalMax,  ///< from here on the steps end in tensors without positions
  kGlobalSum,
  kDense,
};

/// A constant tensor that varies along positions, in argument `argument` (its element `element`,
/// where that is a list).
struct PositionConstant {
  std::size_t argument = 0;
  std::optional<std::size_t> element;
  LocalShape shape;
  at::Tensor values_lf;
};

/// One operation of a program as the incremental executor carries it out.
struct IncrementalStep {
  StepKind kind = StepKind::kPointwise;
  std::size_t operation = 0;
  std::vector<Slot> inputs;   ///< active, in the order of the operation
  std::vector<Slot> outputs;  ///< those that are read
  PositionMap map;
  at::Tensor weight;  ///< convolution: (F, taps x F'); dense: (L, F, F')
  at::Tensor scale;   ///< kAffine (F), kMeanPool (L')
  at::Tensor shift;   ///< kAffine (F)
  double value = 0;   ///< kShift: fill; kGlobalSum: factor
  Stack arguments;    ///< kWindow: without padding along positions; the first is replaced
  std::vector<PositionConstant> constants;  ///< kPointwise
  std::vector<std::size_t> after;  ///< kGlobalMax: operations that never fall, done to the maximum
  std::int64_t cost = 0;  ///< multiply-adds a position: of the input for kConvolution and kDense,
                          ///< else of the result
};

/// What a step is made from.
struct StepContext {
  const Program& program;         ///< for one sequence
  const Frame& frame;             ///< all slots, of one sequence
  const std::vector<bool>& read;  ///< by slot: some operation needs it, or it is the output
  std::vector<std::optional<LocalShape>>& shapes;  ///< by slot: the local ones

  const Operation& operation(std::size_t index) const { return program.operations()[index]; }
  std::vector<std::int64_t> sizes(Slot slot) const { return frame[slot].sizes().vec(); }
};

/// The step for an operation all of whose active inputs are local, with the shapes of the local
/// results filled in; empty when it mixes all positions in a way that is not known here.
std::optional<IncrementalStep> make_step(const StepContext& context, std::size_t operation);

/// kDense for a matrix product of the flattened local slot `source` with a constant.
std::optional<IncrementalStep> make_dense_step(const StepContext& context, std::size_t operation,
                                               Slot source);

}  // namespace siskin::model
