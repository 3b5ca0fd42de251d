#include "siskin/model/trace.hpp"

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/torch.h>

#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "siskin/model/expansion.hpp"
#include "siskin/model/torch_error.hpp"
#include "siskin/model/trace_recorder.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

namespace jit = torch::jit;
using c10::IValue;
using Values = std::vector<IValue>;

constexpr std::size_t kLongestSourceLine = 60;

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// "net.py:12", or the source itself where it came from no file.
std::string describe(const jit::SourceRange& range) {
  const auto written = range.findSourceRangeThatGenerated().value_or(range);
  const auto place = written.file_line_col();
  const bool is_file = place && !std::get<0>(*place).empty() && std::get<0>(*place)[0] != '<';
  if (is_file) {
    return base_name(std::get<0>(*place)) + ":" + std::to_string(std::get<1>(*place));
  }
  const auto& source = range.source();
  if (!source) return "";
  auto text = source->get_line(source->lineno_for_offset(range.start())).str();
  text.erase(0, text.find_first_not_of(" \t"));
  text.erase(text.find_last_not_of(" \t\n") + 1);
  return text.size() > kLongestSourceLine ? text.substr(0, kLongestSourceLine) + "..." : text;
}

bool is_of_library(const jit::SourceRange& range) {
  const auto written = range.findSourceRangeThatGenerated().value_or(range);
  const auto place = written.file_line_col();
  return place && std::get<0>(*place).find("/torch/") != std::string::npos;
}

// The values of one call of a graph. A number that was computed from the sequence is not known
// before the sequence is.
class Scope {
 public:
  void set(const jit::Value* name, IValue value, bool unknown = false) {
    if (unknown) unknown_.insert(name);
    if (!unknown) unknown_.erase(name);
    values_[name] = std::move(value);
  }
  const IValue& get(const jit::Value* name) const { return values_.at(name); }
  bool is_unknown(const jit::Value* name) const { return unknown_.count(name) > 0; }

 private:
  std::unordered_map<const jit::Value*, IValue> values_;
  std::unordered_set<const jit::Value*> unknown_;
};

class Tracer {
 public:
  Tracer(const jit::Module& module, const at::Tensor& input, const std::string& prefix)
      : recorder_(input) {
    for (const auto& child : module.named_modules()) {
      auto name = child.name;
      if (util::starts_with(name, prefix + ".")) name = name.substr(prefix.size() + 1);
      if (!name.empty() && name != prefix) layer_names_[child.value._ivalue().get()] = name;
    }
  }

  Program::Parts run(const jit::Module& module, const at::Tensor& input) {
    const auto results =
        call(*module.get_method("forward").graph(), {IValue(module._ivalue()), IValue(input)});
    return recorder_.finish(results.at(0));
  }

 private:
  Values call(const jit::Graph& graph, const Values& inputs);
  void run_block(const jit::Block& block, Scope& scope);
  void run_node(const jit::Node& node, Scope& scope);
  bool run_structure(const jit::Node& node, Scope& scope);
  bool run_control(const jit::Node& node, Scope& scope);
  void run_if(const jit::Node& node, Scope& scope);
  void run_loop(const jit::Node& node, Scope& scope);
  void run_function(const jit::Node& node, Scope& scope);
  void run_method(const jit::Node& node, Scope& scope);
  void run_operator(const jit::Node& node, Scope& scope);
  void require_known(const jit::Node& node, const jit::Value* value, const Scope& scope) const;
  std::string where(const jit::Node& node) const;

  TraceRecorder recorder_;
  std::unordered_map<const c10::ivalue::Object*, std::string> layer_names_;
  std::vector<jit::SourceRange> callers_;
};

// The innermost line that is not of LibTorch's own Python library.
std::string Tracer::where(const jit::Node& node) const {
  if (!is_of_library(node.sourceRange())) return describe(node.sourceRange());
  for (auto caller = callers_.rbegin(); caller != callers_.rend(); ++caller) {
    if (!is_of_library(*caller)) return describe(*caller);
  }
  return describe(node.sourceRange());
}

Values inputs_of(const jit::Node& node, const Scope& scope) {
  Values inputs;
  for (const auto* const input : node.inputs()) inputs.push_back(scope.get(input));
  return inputs;
}

bool any_unknown(const jit::Node& node, const Scope& scope) {
  for (const auto* const input : node.inputs()) {
    if (scope.is_unknown(input)) return true;
  }
  return false;
}

void set_outputs(const jit::Node& node, Scope& scope, Values values, bool unknown = false) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    scope.set(node.outputs()[i], std::move(values[i]), unknown);
  }
}

Values Tracer::call(const jit::Graph& graph, const Values& inputs) {
  Scope scope;
  for (std::size_t i = 0; i < inputs.size(); ++i) scope.set(graph.inputs()[i], inputs[i]);
  run_block(*graph.block(), scope);
  Values outputs;
  for (const auto* const output : graph.outputs()) outputs.push_back(scope.get(output));
  return outputs;
}

void Tracer::run_block(const jit::Block& block, Scope& scope) {
  for (const auto* const node : block.nodes()) {
    if (!run_structure(*node, scope) && !run_control(*node, scope)) run_operator(*node, scope);
  }
}

IValue list_of(const jit::Node& node, const Values& elements) {
  c10::impl::GenericList list(node.output()->type()->expectRef<c10::ListType>().getElementType());
  for (const auto& element : elements) list.push_back(element);
  return list;
}

IValue dictionary_of(const jit::Node& node, const Values& elements) {
  const auto& type = node.output()->type()->expectRef<c10::DictType>();
  c10::impl::GenericDict dict(type.getKeyType(), type.getValueType());
  for (std::size_t i = 0; i + 1 < elements.size(); i += 2) {
    dict.insert_or_assign(elements[i], elements[i + 1]);
  }
  return dict;
}

IValue tuple_of(const jit::Node& node, const Values& elements) {
  const auto type = node.output()->type()->expect<c10::TupleType>();
  return type->schema() ? c10::ivalue::Tuple::createNamed(elements, type)
                        : c10::ivalue::Tuple::create(elements);
}

IValue slice_of(const jit::Node& node, const IValue& tuple) {
  const auto& elements = tuple.toTupleRef().elements();
  Values part;
  for (auto i = node.i(jit::attr::beg); i < node.i(jit::attr::end); ++i) {
    part.push_back(elements[static_cast<std::size_t>(i)]);
  }
  return c10::ivalue::Tuple::create(part);
}

bool is_instance(const jit::Node& node, const IValue& value) {
  const auto type = value.type();
  for (const auto& candidate : node.tys(jit::attr::types)) {
    if (type->isSubtypeOf(*candidate)) return true;
  }
  return false;
}

// What only moves values about, in the interpreter's own instructions.
bool Tracer::run_structure(const jit::Node& node, Scope& scope) {
  namespace prim = c10::prim;
  const bool unknown = any_unknown(node, scope);
  const auto give = [&](IValue value) { scope.set(node.output(), std::move(value), unknown); };
  switch (node.kind()) {
    case prim::Constant:
      give(jit::toIValue(node.output()).value_or(IValue()));
      return true;
    case prim::ListConstruct:
      give(list_of(node, inputs_of(node, scope)));
      return true;
    case prim::TupleConstruct:
      give(tuple_of(node, inputs_of(node, scope)));
      return true;
    case prim::DictConstruct:
      give(dictionary_of(node, inputs_of(node, scope)));
      return true;
    case prim::TupleSlice:
      give(slice_of(node, scope.get(node.input())));
      return true;
    case prim::ListUnpack:
      set_outputs(node, scope, scope.get(node.input()).toListRef().vec(), unknown);
      return true;
    case prim::TupleUnpack:
      set_outputs(node, scope, Values(scope.get(node.input()).toTupleRef().elements().vec()),
                  unknown);
      return true;
    case prim::GetAttr:
      give(scope.get(node.input()).toObjectRef().getAttr(node.s(jit::attr::name)));
      return true;
    case prim::SetAttr:
      scope.get(node.inputs()[0])
          .toObject()
          ->setAttr(node.s(jit::attr::name), scope.get(node.inputs()[1]));
      return true;
    case prim::isinstance:
      give(is_instance(node, scope.get(node.input())));
      return true;
    case prim::Uninitialized:
      give(IValue());
      return true;
    case prim::Print:
      return true;
    default:
      return false;
  }
}

bool Tracer::run_control(const jit::Node& node, Scope& scope) {
  namespace prim = c10::prim;
  switch (node.kind()) {
    case prim::If:
      run_if(node, scope);
      return true;
    case prim::Loop:
      run_loop(node, scope);
      return true;
    case prim::CallFunction:
      run_function(node, scope);
      return true;
    case prim::CallMethod:
      run_method(node, scope);
      return true;
    default:
      return false;
  }
}

void Tracer::require_known(const jit::Node& node, const jit::Value* value,
                           const Scope& scope) const {
  if (!scope.is_unknown(value) && !recorder_.depends_on_sequence(scope.get(value))) return;
  throw Error("control flow depends on the sequence at " + where(node) +
              ": a list of operations cannot tell what it would do elsewhere (gradient methods "
              "and mutagenesis need none)");
}

void Tracer::run_if(const jit::Node& node, Scope& scope) {
  require_known(node, node.input(), scope);
  const auto* const block = node.blocks()[scope.get(node.input()).toBool() ? 0 : 1];
  run_block(*block, scope);
  for (std::size_t i = 0; i < node.outputs().size(); ++i) {
    const auto* const from = block->outputs()[i];
    scope.set(node.outputs()[i], scope.get(from), scope.is_unknown(from));
  }
}

// Inputs are the most rounds, whether to begin, and what is carried from round to round; the body
// takes the number of the round and what is carried, and gives whether to go on and what is.
void Tracer::run_loop(const jit::Node& node, Scope& scope) {
  require_known(node, node.inputs()[0], scope);
  require_known(node, node.inputs()[1], scope);
  const auto* const body = node.blocks()[0];
  const auto rounds = scope.get(node.inputs()[0]).toInt();
  bool go_on = scope.get(node.inputs()[1]).toBool();
  auto carried = inputs_of(node, scope);
  carried.erase(carried.begin(), carried.begin() + 2);
  for (std::int64_t round = 0; go_on && round < rounds; ++round) {
    scope.set(body->inputs()[0], round);
    for (std::size_t i = 0; i < carried.size(); ++i) {
      scope.set(body->inputs()[i + 1], carried[i]);
    }
    run_block(*body, scope);
    require_known(node, body->outputs()[0], scope);
    go_on = scope.get(body->outputs()[0]).toBool();
    for (std::size_t i = 0; i < carried.size(); ++i) {
      carried[i] = scope.get(body->outputs()[i + 1]);
    }
  }
  set_outputs(node, scope, carried);
}

void Tracer::run_function(const jit::Node& node, Scope& scope) {
  auto* const function = node.inputs()[0]->type()->expectRef<c10::FunctionType>().function();
  auto inputs = inputs_of(node, scope);
  inputs.erase(inputs.begin());
  callers_.push_back(node.sourceRange());
  set_outputs(node, scope, call(*jit::toGraphFunction(*function).graph(), inputs));
  callers_.pop_back();
}

void Tracer::run_method(const jit::Node& node, Scope& scope) {
  const auto inputs = inputs_of(node, scope);
  const auto object = inputs[0].toObject();
  const auto& name = node.s(jit::attr::name);
  auto& method = object->type()->getMethod(name);
  callers_.push_back(node.sourceRange());
  const auto results = call(*jit::toGraphFunction(method).graph(), inputs);
  callers_.pop_back();
  const auto layer = layer_names_.find(object.get());
  if (name == "forward" && layer != layer_names_.end()) {
    recorder_.add_layer(layer->second, object->type()->name()->name(), results.at(0));
  }
  set_outputs(node, scope, results);
}

// Operations of the interpreter alone on lists, dictionaries and tuples: they move tensors, and
// what they move is recognised wherever it is.
bool moves_tensors(const jit::Node& node) {
  const auto* const call = node.maybeOperator();
  if (call == nullptr || call->isC10Op() || call->schema().arguments().empty()) return false;
  const auto kind = call->schema().arguments()[0].type()->kind();
  return kind == c10::TypeKind::ListType || kind == c10::TypeKind::DictType ||
         kind == c10::TypeKind::AnyType || kind == c10::TypeKind::TupleType;
}

bool holds_tensors(const IValue& value) { return value.isTensor() || value.isTensorList(); }

void Tracer::run_operator(const jit::Node& node, Scope& scope) {
  const std::string name = node.kind().toQualString();
  const auto place = where(node);
  try {
    if (node.maybeOperator() == nullptr) throw Error("it has no place in a list of operations");
    auto values = inputs_of(node, scope);
    bool active = false;
    for (const auto& input : values) active = active || recorder_.depends_on_sequence(input);
    const bool computes = active && !ignores_numbers(name) && !moves_tensors(node);
    if (const auto* const expansion = computes ? expansion_of(name) : nullptr) {
      values.resize(expansion->inputs().size(), IValue(false));
      callers_.push_back(node.sourceRange());
      values = call(*expansion, values);
      callers_.pop_back();
    } else if (computes) {
      values = recorder_.record(node, values, place);
    } else {
      node.getOperation()(values);
    }
    // A number computed from the sequence is another one for another sequence.
    const bool unknown = any_unknown(node, scope);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (unknown && holds_tensors(values[i])) throw Error("takes a number of the sequence");
      scope.set(node.outputs()[i], values[i], unknown || (computes && !holds_tensors(values[i])));
    }
  } catch (const std::exception& error) {
    throw Error(name + " (" + place + "): " + torch_message(error));
  }
}

}  // namespace

Program::Parts trace(const torch::jit::Module& module, const at::Tensor& input,
                     const std::string& prefix) {
  const torch::AutoGradMode with_grad(true);
  // Not a leaf, because a module may overwrite its input.
  const auto sequence = input.detach().clone().requires_grad_(true) * 1;
  Tracer tracer(module, sequence, prefix);
  return tracer.run(module, sequence);
}

}  // namespace siskin::model
