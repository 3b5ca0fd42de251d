#include "siskin/model/program.hpp"

#include <ATen/core/List.h>

#include <algorithm>
#include <utility>

#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

c10::IValue fetch(const Value& value, const Frame& frame) {
  if (value.is_list) {
    c10::List<at::Tensor> list;
    for (const Slot slot : value.slots) list.push_back(frame[slot]);
    return list;
  }
  return value.is_constant() ? value.constant : c10::IValue(frame[value.slots[0]]);
}

void store(const Value& value, const c10::IValue& result, Frame& frame) {
  if (value.is_list) {
    const auto tensors = result.toTensorVector();
    for (std::size_t i = 0; i < value.slots.size(); ++i) frame[value.slots[i]] = tensors.at(i);
  } else if (!value.is_constant()) {
    frame[value.slots[0]] = result.toTensor();
  }
}

}  // namespace

Program::Program(Parts parts) : parts_(std::move(parts)) {
  const auto slots = parts_.constants.size();
  producer_.resize(slots);
  last_use_.resize(parts_.operations.size());
  std::vector<std::optional<std::size_t>> last_reader(slots);
  for (std::size_t i = 0; i < parts_.operations.size(); ++i) {
    const auto& operation = parts_.operations[i];
    overwrites_ = overwrites_ || operation.in_place;
    for (const auto& argument : operation.arguments) {
      for (const Slot slot : argument.slots) last_reader[slot] = i;
    }
    for (const auto& result : operation.results) {
      for (const Slot slot : result.slots) {
        if (!operation.in_place) producer_[slot] = i;
        last_reader[slot] = i;
      }
    }
  }
  for (Slot slot = 0; slot < slots; ++slot) {
    const bool is_computed = !parts_.constants[slot].defined() && slot != parts_.output;
    if (is_computed && last_reader[slot]) last_use_[*last_reader[slot]].push_back(slot);
  }
}

std::optional<std::size_t> Program::producer(Slot slot) const { return producer_.at(slot); }

const Program::Layer& Program::layer(const std::string& name) const {
  std::string names;
  for (const auto& layer : parts_.layers) {
    if (layer.name == name) return layer;
    names += (names.empty() ? "" : ", ") + layer.name;
  }
  throw Error("there is no layer '" + name + "', expected one of " + names);
}

Frame Program::start(const at::Tensor& input_ncl) const {
  Frame frame = parts_.constants;
  frame[parts_.input] = input_ncl;
  return frame;
}

at::Tensor Program::evaluate(const at::Tensor& input_ncl, const Handler& handler) const {
  auto frame = start(input_ncl);
  run(frame, {handler, {}, nullptr});
  return frame[parts_.output];
}

void Program::run(Frame& frame, const RunOptions& options) const {
  for (std::size_t i = 0; i < parts_.operations.size(); ++i) {
    if (options.selected == nullptr || (*options.selected)[i]) {
      execute(i, frame, options.handler);
    }
    for (const Slot slot : last_use_[i]) {
      const bool keep =
          std::find(options.keep.begin(), options.keep.end(), slot) != options.keep.end();
      if (!keep) frame[slot].reset();
    }
  }
}

// A rule never overwrites: it works on a copy, which then replaces the original.
bool Program::handle(std::size_t index, const Frame& frame, const Handler& handler,
                     Stack& stack) const {
  const auto& operation = parts_.operations[index];
  if (!operation.in_place) return handler(operation, index, frame, stack);
  const auto target = stack[0].toTensor();
  stack[0] = target.clone();
  const bool handled = handler(operation, index, frame, stack);
  if (handled) target.copy_(stack.at(0).toTensor());
  stack.at(0) = target;
  return handled;
}

void Program::execute(std::size_t index, Frame& frame, const Handler& handler) const {
  const auto& operation = parts_.operations[index];
  Stack stack;
  for (const auto& argument : operation.arguments) stack.push_back(fetch(argument, frame));
  try {
    if (!handler || !handle(index, frame, handler, stack)) operation.evaluate(stack);
    for (std::size_t i = 0; i < operation.results.size(); ++i) {
      store(operation.results[i], stack.at(i), frame);
    }
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    throw Error(operation.label() + " fails: " + torch_message(error));
  }
}

}  // namespace siskin::model
