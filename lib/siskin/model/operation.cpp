#include "siskin/model/operation.hpp"

#include <ATen/core/List.h>

#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

// Calls visit(slot, place) for each tensor of `values` that is no constant, where place is the
// position on the stack and in the list there.
template <typename Visit>
void for_each_slot(const std::vector<Value>& values, Visit visit) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < values[i].slots.size(); ++j) visit(values[i], i, j);
  }
}

bool is_active(const Operation& operation, Slot slot) {
  for (const Slot active : operation.active) {
    if (active == slot) return true;
  }
  return false;
}

c10::impl::GenericList list_with(const c10::IValue& list, std::size_t place,
                                 const at::Tensor& tensor) {
  auto copy = list.toList().copy();
  copy.set(place, tensor);
  return copy;
}

}  // namespace

const char* kind_name(OperationKind kind) {
  switch (kind) {
    case OperationKind::kView:
      return "view";
    case OperationKind::kLinear:
      return "linear";
    case OperationKind::kElementwise:
      return "elementwise";
    case OperationKind::kMaxPool:
      return "max pool";
    case OperationKind::kExtremum:
      return "extremum";
    case OperationKind::kProduct:
      return "product";
    case OperationKind::kQuotient:
      return "quotient";
    case OperationKind::kSoftmax:
      return "softmax";
    case OperationKind::kLogSoftmax:
      return "log-softmax";
    case OperationKind::kNormalization:
      return "normalization";
    case OperationKind::kOther:
      break;
  }
  return "other";
}

std::vector<at::Tensor> active_inputs(const Operation& operation, const Stack& stack) {
  std::vector<at::Tensor> inputs;
  for_each_slot(operation.arguments, [&](const Value& value, std::size_t i, std::size_t j) {
    if (!is_active(operation, value.slots[j])) return;
    inputs.push_back(value.is_list ? stack[i].toList().get(j).toTensor() : stack[i].toTensor());
  });
  return inputs;
}

void replace_active_inputs(const Operation& operation, const std::vector<at::Tensor>& inputs,
                           Stack& stack) {
  std::size_t next = 0;
  for_each_slot(operation.arguments, [&](const Value& value, std::size_t i, std::size_t j) {
    if (!is_active(operation, value.slots[j])) return;
    const auto& tensor = inputs.at(next++);
    stack[i] = value.is_list ? c10::IValue(list_with(stack[i], j, tensor)) : c10::IValue(tensor);
  });
}

std::vector<at::Tensor> result_tensors(const Stack& results) {
  std::vector<at::Tensor> tensors;
  for (const auto& result : results) {
    if (result.isTensor()) tensors.push_back(result.toTensor());
    if (!result.isTensorList()) continue;
    for (const at::Tensor& tensor : result.toTensorVector()) tensors.push_back(tensor);
  }
  return tensors;
}

void replace_result_tensors(const std::vector<at::Tensor>& tensors, Stack& results) {
  std::size_t next = 0;
  for (auto& result : results) {
    if (result.isTensor()) {
      result = tensors.at(next++);
    } else if (result.isTensorList()) {
      c10::List<at::Tensor> list;
      for (std::size_t i = 0; i < result.toTensorList().size(); ++i) {
        list.push_back(tensors.at(next++));
      }
      result = list;
    }
  }
}

}  // namespace siskin::model
