#pragma once

#include <optional>

#include "siskin/model/incremental_step.hpp"

// The families of operations that make_step() tries in turn; each is empty for an operation that is
// none of its own.

namespace siskin::model {

using Rule = std::optional<IncrementalStep> (*)(const StepContext& context, std::size_t operation);

/// Convolutions along positions, with whatever stride, padding, dilation and groups.
std::optional<IncrementalStep> convolution_step(const StepContext& context, std::size_t operation);
/// Max- and mean-pools, and both over all positions.
std::optional<IncrementalStep> pool_step(const StepContext& context, std::size_t operation);
/// Sum, mean and largest over all positions.
std::optional<IncrementalStep> reduction_step(const StepContext& context, std::size_t operation);
/// Slices and padding along positions.
std::optional<IncrementalStep> shift_step(const StepContext& context, std::size_t operation);
/// Copies and reshapes that keep the positions' axis.
std::optional<IncrementalStep> reshape_step(const StepContext& context, std::size_t operation);
/// All that works position by position.
std::optional<IncrementalStep> pointwise_step(const StepContext& context, std::size_t operation);

/// What a pointwise step gives for patches (n,...,width,...) of its inputs at `starts_n`.
std::vector<at::Tensor> evaluate_pointwise(const Program& program, const IncrementalStep& step,
                                           const std::vector<at::Tensor>& inputs,
                                           const std::vector<std::int64_t>& starts_n);

/// A new step of one input and, where it is local, one result.
IncrementalStep step_of(const StepContext& context, std::size_t operation, StepKind kind);
/// `dimension` counted from the front.
std::int64_t from_front(std::int64_t dimension, std::int64_t rank);
/// The integers of an argument: one, a list, or none.
std::vector<std::int64_t> integers(const c10::IValue& value);
/// Argument `index`, None when the operation has fewer or it is no constant.
c10::IValue constant_argument(const Operation& operation, std::size_t index);
/// Whether only the first of the results is read.
bool only_first_result_read(const StepContext& context, const Operation& operation);

}  // namespace siskin::model
