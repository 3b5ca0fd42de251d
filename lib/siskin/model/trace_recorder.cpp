#include "siskin/model/trace_recorder.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <utility>

#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

using c10::IValue;

std::string without_underscore(std::string name) {
  if (name.size() > 1 && name.back() == '_' && name[name.size() - 2] != '_') name.pop_back();
  return name;
}

bool writes_first_argument(const c10::FunctionSchema& schema) {
  if (schema.arguments().empty()) return false;
  const auto* const alias = schema.arguments()[0].alias_info();
  return alias != nullptr && alias->isWrite();
}

// The whole memory that a tensor lies in, as a row of numbers.
at::Tensor whole_storage(const at::Tensor& tensor) {
  const auto count = static_cast<std::int64_t>(tensor.storage().nbytes() / tensor.element_size());
  return at::empty({0}, tensor.options().requires_grad(false))
      .set_(tensor.storage(), 0, {count}, {1});
}

IValue snapshot(const IValue& value) {
  if (value.isTensor() && value.toTensor().defined()) return value.toTensor().detach();
  return value.isList() ? value.deepcopy() : value;
}

std::vector<IValue> evaluate(const Operation& operation, std::vector<IValue> stack) {
  operation.evaluate(stack);
  return stack;
}

}  // namespace

TraceRecorder::TraceRecorder(const at::Tensor& input) { parts_.input = new_slot(input); }

std::optional<Slot> TraceRecorder::find(const at::Tensor& tensor) const {
  const auto found = slot_of_tensor_.find(tensor.unsafeGetTensorImpl());
  return found == slot_of_tensor_.end() ? std::nullopt : std::optional<Slot>(found->second);
}

bool TraceRecorder::depends_on_sequence(const IValue& value) const {
  if (value.isTensor()) {
    const auto& tensor = value.toTensor();
    if (!tensor.defined()) return false;
    if (find(tensor)) return true;
    return tensor.has_storage() &&
           written_storage_.count(tensor.storage().unsafeGetStorageImpl()) > 0;
  }
  const auto any = [this](const auto& elements) {
    return std::any_of(elements.begin(), elements.end(),
                       [this](const IValue& element) { return depends_on_sequence(element); });
  };
  if (value.isTuple()) return any(value.toTupleRef().elements());
  if (value.isList()) return any(value.toListRef());
  if (value.isGenericDict()) {
    for (const auto& entry : value.toGenericDict()) {
      if (depends_on_sequence(entry.value())) return true;
    }
  }
  return false;
}

Slot TraceRecorder::new_slot(const at::Tensor& tensor) {
  const Slot slot = tensors_.size();
  tensors_.push_back(tensor);
  is_constant_.push_back(false);
  parts_.constants.emplace_back();
  if (tensor.defined()) slot_of_tensor_[tensor.unsafeGetTensorImpl()] = slot;
  return slot;
}

Slot TraceRecorder::constant(const at::Tensor& tensor) {
  const Slot slot = tensors_.size();
  tensors_.push_back(tensor);
  is_constant_.push_back(true);
  parts_.constants.push_back(tensor.detach());
  return slot;
}

// A tensor by whose memory the module has gone another way since.
Slot TraceRecorder::emit_strided_view(const at::Tensor& tensor, Slot storage) {
  Operation view;
  view.name = "aten::as_strided";
  view.kind = OperationKind::kView;
  view.arguments.resize(1);
  view.arguments[0].slots = {storage};
  view.active = {storage};
  view.evaluate = [sizes = tensor.sizes().vec(), strides = tensor.strides().vec(),
                   offset = tensor.storage_offset()](Stack& stack) {
    stack.back() = stack.back().toTensor().as_strided(sizes, strides, offset);
  };
  const Slot slot = new_slot(tensor);
  view.results.resize(1);
  view.results[0].slots = {slot};
  parts_.operations.push_back(std::move(view));
  return slot;
}

Slot TraceRecorder::slot_of(const at::Tensor& tensor) {
  if (const auto known = find(tensor)) return *known;
  if (tensor.has_storage()) {
    const auto written = written_storage_.find(tensor.storage().unsafeGetStorageImpl());
    if (written != written_storage_.end()) return emit_strided_view(tensor, written->second);
  }
  return constant(tensor);
}

// The module is about to write what depends on the sequence into a constant: every run needs its
// own copy of that memory.
void TraceRecorder::make_writable(const at::Tensor& target) {
  const auto* const storage = target.storage().unsafeGetStorageImpl();
  if (find(target) || written_storage_.count(storage) > 0) return;
  Operation copy;
  copy.name = "aten::clone";
  copy.kind = OperationKind::kView;
  copy.arguments.resize(1);
  copy.arguments[0].constant = whole_storage(target).clone();
  copy.evaluate = [](Stack& stack) { stack.back() = stack.back().toTensor().clone(); };
  const Slot slot = new_slot(at::Tensor());
  copy.results.resize(1);
  copy.results[0].slots = {slot};
  parts_.operations.push_back(std::move(copy));
  written_storage_[storage] = slot;
}

bool TraceRecorder::is_shared(const at::Tensor& tensor) const {
  if (!tensor.has_storage()) return false;
  const auto* const storage = tensor.storage().unsafeGetStorageImpl();
  if (written_storage_.count(storage) > 0) return true;
  for (std::size_t i = 0; i < tensors_.size(); ++i) {
    const auto& other = tensors_[i];
    if (!other.defined() || !other.has_storage()) continue;
    if (other.unsafeGetTensorImpl() == tensor.unsafeGetTensorImpl()) continue;
    if (other.storage().unsafeGetStorageImpl() == storage) return true;
  }
  return false;
}

void TraceRecorder::forget_overwritten_layers(const at::Tensor& target) {
  const auto* const storage = target.storage().unsafeGetStorageImpl();
  const auto overwritten = [&](const Program::Layer& layer) {
    const auto& tensor = tensors_[layer.output];
    return tensor.defined() && tensor.has_storage() &&
           tensor.storage().unsafeGetStorageImpl() == storage;
  };
  auto& layers = parts_.layers;
  layers.erase(std::remove_if(layers.begin(), layers.end(), overwritten), layers.end());
}

Value TraceRecorder::argument(const IValue& value) {
  Value argument;
  if (!depends_on_sequence(value)) {
    argument.constant = snapshot(value);
  } else if (value.isTensor()) {
    argument.slots = {slot_of(value.toTensor())};
  } else if (value.isTensorList()) {
    argument.is_list = true;
    for (const at::Tensor& tensor : value.toTensorVector()) {
      argument.slots.push_back(slot_of(tensor));
    }
  } else {
    throw Error("which positions it takes depends on the sequence");
  }
  return argument;
}

Value TraceRecorder::result(const IValue& value) {
  Value result;
  const auto slot_for = [this](const at::Tensor& tensor) {
    const auto known = find(tensor);
    return known ? *known : new_slot(tensor);
  };
  if (value.isTensor() && value.toTensor().defined()) {
    result.slots = {slot_for(value.toTensor())};
  } else if (value.isTensorList()) {
    result.is_list = true;
    for (const at::Tensor& tensor : value.toTensorVector()) {
      result.slots.push_back(slot_for(tensor));
    }
  }
  return result;
}

void TraceRecorder::collect_active(Operation& operation) const {
  for (const auto& value : operation.arguments) {
    for (const Slot slot : value.slots) {
      if (!is_constant_[slot]) operation.active.push_back(slot);
    }
  }
}

Call TraceRecorder::call_of(const std::string& name, const std::vector<IValue>& inputs) const {
  Call call;
  call.name = name;
  call.values = inputs;
  for (const auto& input : inputs) {
    call.active.push_back(depends_on_sequence(input));
    std::size_t elements = 0;
    if (input.isTensorList()) {
      for (const at::Tensor& tensor : input.toTensorVector()) {
        elements += depends_on_sequence(tensor) ? 1 : 0;
      }
    }
    call.list_active.push_back(elements);
  }
  return call;
}

std::vector<IValue> TraceRecorder::record(const torch::jit::Node& node,
                                          const std::vector<IValue>& inputs,
                                          const std::string& where) {
  const auto* const schema = node.maybeSchema();
  Operation operation;
  operation.name = without_underscore(node.kind().toQualString());
  operation.where = where;
  operation.kind = kind_of(call_of(operation.name, inputs));
  operation.evaluate = [run = node.getOperation()](Stack& stack) mutable { run(stack); };
  const bool writes = schema != nullptr && writes_first_argument(*schema);
  if (writes) make_writable(inputs[0].toTensor());
  for (const auto& input : inputs) operation.arguments.push_back(argument(input));
  collect_active(operation);
  return writes ? record_write(std::move(operation), inputs)
                : record_pure(std::move(operation), inputs);
}

// Where nothing else looks at the memory that is overwritten, the result is a tensor of its own:
// then what an earlier layer gave can still be asked for.
std::vector<IValue> TraceRecorder::record_write(Operation operation,
                                                const std::vector<IValue>& inputs) {
  const auto target = inputs[0].toTensor();
  const bool shared = is_shared(target);
  auto results = evaluate(operation, inputs);
  if (shared) {
    forget_overwritten_layers(target);
    operation.in_place = true;
  } else {
    slot_of_tensor_.erase(target.unsafeGetTensorImpl());
    operation.evaluate = [overwrite = operation.evaluate](Stack& stack) {
      stack.front() = stack.front().toTensor().clone();
      overwrite(stack);
    };
  }
  settle_results(operation, results);
  return results;
}

std::vector<IValue> TraceRecorder::record_pure(Operation operation,
                                               const std::vector<IValue>& inputs) {
  auto results = evaluate(operation, inputs);
  // An operation that may give its input back (contiguous, dropout) and did so is none.
  const bool gives_input = results.size() == 1 && results[0].isTensor() &&
                           results[0].toTensor().defined() && find(results[0].toTensor());
  if (!gives_input) settle_results(operation, results);
  return results;
}

void TraceRecorder::settle_results(Operation& operation, const std::vector<IValue>& results) {
  for (const auto& value : results) operation.results.push_back(result(value));
  const auto tensors = result_tensors(results);
  const bool has_numbers =
      std::any_of(tensors.begin(), tensors.end(),
                  [](const at::Tensor& tensor) { return tensor.is_floating_point(); });
  // Comparisons and integers have no derivative.
  if (!has_numbers) operation.kind = OperationKind::kOther;
  if (operation.kind != OperationKind::kView && !operation.results[0].slots.empty()) {
    const auto name = unique_name(operation.name);
    parts_.layers.push_back({name, operation.name, operation.results[0].slots[0]});
  }
  parts_.operations.push_back(std::move(operation));
}

std::string TraceRecorder::unique_name(const std::string& name) {
  const int count = ++name_count_[name];
  return count == 1 ? name : name + "#" + std::to_string(count);
}

void TraceRecorder::add_layer(const std::string& name, const std::string& type,
                              const IValue& value) {
  if (value.isTensor() && value.toTensor().defined()) {
    if (const auto slot = find(value.toTensor())) {
      parts_.layers.push_back({unique_name(name), type, *slot});
    }
  } else if (value.isTuple()) {
    const auto& elements = value.toTupleRef().elements();
    for (std::size_t i = 0; i < elements.size(); ++i) {
      add_layer(name + "." + std::to_string(i), type, elements[i]);
    }
  }
}

Program::Parts TraceRecorder::finish(const IValue& output) {
  if (!output.isTensor()) throw Error("the model gives a " + output.tagKind());
  parts_.output = slot_of(output.toTensor());
  return std::move(parts_);
}

}  // namespace siskin::model
