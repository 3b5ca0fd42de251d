#pragma once

#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/ir/ir.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "siskin/model/operation_kind.hpp"
#include "siskin/model/program.hpp"

namespace siskin::model {

/// Collects the operations of a trace. A tensor that depends on the sequence is recognised by its
/// identity while the trace runs, wherever it has been in the meantime: in a list, a tuple, an
/// attribute, or as a view into memory that the module overwrites.
class TraceRecorder {
 public:
  explicit TraceRecorder(const at::Tensor& input);

  /// Whether the value is, or holds, a tensor that depends on the sequence.
  bool depends_on_sequence(const c10::IValue& value) const;

  /// Carries out `node` on `inputs` and writes it down. Gives its results.
  std::vector<c10::IValue> record(const torch::jit::Node& node,
                                  const std::vector<c10::IValue>& inputs, const std::string& where);

  /// A submodule returned `value`: names it when it is a tensor that depends on the sequence.
  void add_layer(const std::string& name, const std::string& type, const c10::IValue& value);

  /// What was collected; `output` is what the module returned.
  Program::Parts finish(const c10::IValue& output);

 private:
  std::optional<Slot> find(const at::Tensor& tensor) const;
  Slot slot_of(const at::Tensor& tensor);
  Slot constant(const at::Tensor& tensor);
  Slot new_slot(const at::Tensor& tensor);
  Slot emit_strided_view(const at::Tensor& tensor, Slot storage);
  void make_writable(const at::Tensor& target);
  bool is_shared(const at::Tensor& tensor) const;
  void forget_overwritten_layers(const at::Tensor& target);
  Value argument(const c10::IValue& value);
  Value result(const c10::IValue& value);
  void collect_active(Operation& operation) const;
  Call call_of(const std::string& name, const std::vector<c10::IValue>& inputs) const;
  std::vector<c10::IValue> record_write(Operation operation,
                                        const std::vector<c10::IValue>& inputs);
  std::vector<c10::IValue> record_pure(Operation operation, const std::vector<c10::IValue>& inputs);
  void settle_results(Operation& operation, const std::vector<c10::IValue>& results);
  std::string unique_name(const std::string& name);

  Program::Parts parts_;
  std::vector<at::Tensor> tensors_;  // by slot, kept so that identities stay unique
  std::unordered_map<const c10::TensorImpl*, Slot> slot_of_tensor_;
  // Memory that was constant until the module wrote into it, by its storage.
  std::unordered_map<const c10::StorageImpl*, Slot> written_storage_;
  std::vector<bool> is_constant_;
  std::unordered_map<std::string, int> name_count_;
};

}  // namespace siskin::model
