#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace siskin::model {

/// Arguments, or results, of one operation in their order, as TorchScript takes them.
using Stack = std::vector<c10::IValue>;

/// The place of one tensor in a Frame.
using Slot = std::size_t;

/// What an operation does to the inputs that depend on the sequence (its active inputs). This is
/// all that a rule of attribution has to know, so rules hold for every module that computes with
/// these operations, however it is written.
enum class OperationKind {
  kView,           ///< moves, repeats or drops numbers: reshape, slice, concatenate, pad, copy
  kLinear,         ///< affine in all its active inputs together: convolution, sum, batch norm
  kElementwise,    ///< y_i = s(x_i) of one active input, which may be broadcast
  kMaxPool,        ///< largest of a window or a dimension: max_pool, adaptive_max_pool, amax
  kExtremum,       ///< elementwise larger or smaller of two active inputs
  kProduct,        ///< affine in each of two active inputs: product, matrix product
  kQuotient,       ///< elementwise quotient of two active inputs
  kSoftmax,        ///< softmax over one dimension
  kLogSoftmax,     ///< its logarithm
  kNormalization,  ///< layer, group or instance norm: statistics of the row itself
  kOther,          ///< nothing is known but its derivative
};

/// "linear", "max pool", ...: for messages.
const char* kind_name(OperationKind kind);

/// One argument or one result of an operation: a constant, a tensor, or a list of tensors.
struct Value {
  c10::IValue constant;     ///< when there are no slots
  std::vector<Slot> slots;  ///< one, or the elements of a list
  bool is_list = false;

  bool is_constant() const { return slots.empty(); }
};

/// One step of a Program.
struct Operation {
  std::string name;   ///< "aten::conv1d"; without the underscore of the in-place form
  std::string where;  ///< "net.py:12", the line of the model's own source, or the line itself
  OperationKind kind = OperationKind::kOther;
  std::vector<Value> arguments;  ///< as in the operator's schema
  std::vector<Value> results;
  std::vector<Slot> active;  ///< inputs that depend on the sequence, in the order of arguments
  bool in_place = false;     ///< overwrites its first argument, which is also its result
  std::function<void(Stack&)> evaluate;  ///< takes arguments off the stack, puts results on

  /// "aten::lstm (net.py:12)".
  std::string label() const { return where.empty() ? name : name + " (" + where + ")"; }
};

/// The active tensors among the arguments on a stack, in the order of Operation::active.
std::vector<at::Tensor> active_inputs(const Operation& operation, const Stack& stack);

/// Puts `inputs` in the places of the active tensors.
void replace_active_inputs(const Operation& operation, const std::vector<at::Tensor>& inputs,
                           Stack& stack);

/// All tensors of the results on a stack, lists flattened.
std::vector<at::Tensor> result_tensors(const Stack& results);

/// Puts `tensors` in the places of the tensors of `results`.
void replace_result_tensors(const std::vector<at::Tensor>& tensors, Stack& results);

}  // namespace siskin::model
