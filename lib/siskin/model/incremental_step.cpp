#include "siskin/model/incremental_step.hpp"

#include <torch/torch.h>

#include <algorithm>

#include "siskin/model/incremental_rules.hpp"

namespace siskin::model {
namespace {

std::vector<std::int64_t> features_of(const LocalShape& shape) {
  std::vector<std::int64_t> rest;
  for (std::int64_t i = 1; i < shape.rank(); ++i) {
    if (i != shape.axis) rest.push_back(shape.sizes[static_cast<std::size_t>(i)]);
  }
  return rest;
}

// The constant matrix of a product as (inputs, outputs).
at::Tensor dense_matrix(const Operation& operation) {
  const bool adds_first = operation.name == "aten::addmm";
  const bool is_linear = operation.name == "aten::linear";
  const bool is_product = operation.name == "aten::matmul" || operation.name == "aten::mm";
  if (!adds_first && !is_linear && !is_product) return {};
  if (adds_first) {
    const auto beta = constant_argument(operation, 3);
    const auto alpha = constant_argument(operation, 4);
    const auto is_one = [](const c10::IValue& v) {
      return v.isNone() || v.toScalar().toDouble() == 1;
    };
    if (!is_one(beta) || !is_one(alpha)) return {};
  }
  const auto weight = constant_argument(operation, adds_first ? 2 : 1);
  if (!weight.isTensor() || weight.toTensor().dim() != 2) return {};
  return is_linear ? weight.toTensor().t() : weight.toTensor();
}

}  // namespace

std::int64_t LocalShape::features() const {
  std::int64_t count = 1;
  for (const auto size : features_of(*this)) count *= size;
  return count;
}

at::Tensor LocalShape::to_rows(const at::Tensor& tensor) const {
  const auto moved = axis == 1 ? tensor : tensor.movedim(axis, 1);
  return moved.reshape({tensor.size(0), tensor.size(axis), features()}).contiguous();
}

at::Tensor LocalShape::from_rows(const at::Tensor& rows_nwf) const {
  std::vector<std::int64_t> all{rows_nwf.size(0), rows_nwf.size(1)};
  const auto rest = features_of(*this);
  all.insert(all.end(), rest.begin(), rest.end());
  const auto tensor = rows_nwf.view(all);
  return axis == 1 ? tensor : tensor.movedim(1, axis);
}

std::int64_t from_front(std::int64_t dimension, std::int64_t rank) {
  return dimension < 0 ? dimension + rank : dimension;
}

std::vector<std::int64_t> integers(const c10::IValue& value) {
  if (value.isInt()) return {value.toInt()};
  return value.isIntList() ? value.toIntVector() : std::vector<std::int64_t>{};
}

c10::IValue constant_argument(const Operation& operation, std::size_t index) {
  if (index >= operation.arguments.size() || !operation.arguments[index].is_constant()) return {};
  return operation.arguments[index].constant;
}

bool only_first_result_read(const StepContext& context, const Operation& operation) {
  for (std::size_t i = 0; i < operation.results.size(); ++i) {
    for (const Slot slot : operation.results[i].slots) {
      if (i > 0 && context.read[slot]) return false;
    }
  }
  return !operation.results.empty() && operation.results[0].slots.size() == 1;
}

IncrementalStep step_of(const StepContext& context, std::size_t operation, StepKind kind) {
  IncrementalStep step;
  step.kind = kind;
  step.operation = operation;
  step.inputs = context.operation(operation).active;
  step.outputs = {context.operation(operation).results[0].slots[0]};
  return step;
}

std::optional<IncrementalStep> make_step(const StepContext& context, std::size_t operation) {
  const Rule rules[] = {convolution_step, pool_step,    reduction_step,
                        shift_step,       reshape_step, pointwise_step};
  for (const auto rule : rules) {
    if (auto step = rule(context, operation)) return step;
  }
  return std::nullopt;
}

std::optional<IncrementalStep> make_dense_step(const StepContext& context, std::size_t operation,
                                               Slot source) {
  const auto& product = context.operation(operation);
  const auto matrix = dense_matrix(product);
  const auto factor = product.name == "aten::addmm" ? std::size_t{1} : std::size_t{0};
  if (!matrix.defined() || product.active.size() != 1 || product.arguments[factor].slots.empty()) {
    return std::nullopt;
  }
  const auto& shape = *context.shapes[source];
  auto sizes = shape.sizes;
  sizes[0] = matrix.size(1);
  auto step = step_of(context, operation, StepKind::kDense);
  step.inputs = {source};
  step.weight = shape.to_rows(matrix.t().reshape(sizes)).permute({1, 2, 0}).contiguous();
  step.cost = shape.features() * matrix.size(1);
  return step;
}

}  // namespace siskin::model
