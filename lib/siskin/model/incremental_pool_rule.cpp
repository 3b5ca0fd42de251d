#include <torch/torch.h>

#include <string>
#include <vector>

#include "siskin/model/incremental_rules.hpp"

namespace siskin::model {
namespace {

struct Pool {
  bool largest = true;
  PositionMap map;
};

// The number for the positions' dimension; empty when the pool also works along another.
std::optional<std::int64_t> along_positions(const c10::IValue& value, std::size_t along,
                                            std::size_t dimensions, std::int64_t neutral) {
  auto numbers = integers(value);
  if (numbers.empty()) return std::nullopt;
  if (numbers.size() < dimensions) numbers.resize(dimensions, numbers.front());
  for (std::size_t i = 0; i < dimensions; ++i) {
    if (i != along && numbers[i] != neutral) return std::nullopt;
  }
  return numbers[along];
}

std::optional<Pool> read_adaptive(const Operation& operation, const LocalShape& shape) {
  const bool largest = operation.name == "aten::adaptive_max_pool1d";
  if (!largest && operation.name != "aten::adaptive_avg_pool1d") return std::nullopt;
  const auto bins = integers(constant_argument(operation, 1));
  // Bins of different width are no pool.
  if (bins.size() != 1 || bins[0] < 1 || shape.length() % bins[0] != 0) return std::nullopt;
  const auto width = shape.length() / bins[0];
  return Pool{largest, {width, 0, 1, width}};
}

std::optional<Pool> read_pool(const Operation& operation, const LocalShape& shape) {
  const auto& name = operation.name;
  const bool largest = name.rfind("aten::max_pool", 0) == 0;
  if (!largest && name != "aten::avg_pool1d" && name != "aten::avg_pool2d") {
    return read_adaptive(operation, shape);
  }
  const auto dimensions = static_cast<std::size_t>(shape.rank() - 2);
  const auto along = static_cast<std::size_t>(shape.axis - 2);
  const auto read = [&](std::size_t argument, std::int64_t neutral) {
    return along_positions(constant_argument(operation, argument), along, dimensions, neutral);
  };
  const auto taps = read(1, 1);
  const auto stride = integers(constant_argument(operation, 2)).empty() ? taps : read(2, 1);
  const auto left = read(3, 0);
  const auto dilation = largest ? read(4, 1) : std::optional<std::int64_t>(1);
  if (!taps || !stride || !left || !dilation) return std::nullopt;
  return Pool{largest, {*stride, *left, *dilation, *taps}};
}

// 1 / (what each sum is divided by), from what the pool itself makes of ones.
at::Tensor mean_factors(const StepContext& context, std::size_t index, const PositionMap& map,
                        const LocalShape& shape) {
  const auto& operation = context.operation(index);
  Stack stack;
  for (const auto& argument : operation.arguments) stack.push_back(argument.constant);
  stack[0] = at::ones_like(context.frame[operation.active[0]]);
  operation.evaluate(stack);
  const auto means = shape.to_rows(stack[0].toTensor()).select(2, 0)[0].contiguous();
  const auto length = context.shapes[operation.active[0]]->length();
  auto factors = means.clone();
  for (std::int64_t o = 0; o < means.size(0); ++o) {
    std::int64_t seen = 0;
    for (std::int64_t k = 0; k < map.taps; ++k) {
      const auto position = map.first(o) + k * map.dilation;
      seen += position >= 0 && position < length ? 1 : 0;
    }
    factors[o] /= static_cast<double>(seen);
  }
  return factors;
}

}  // namespace

std::optional<IncrementalStep> pool_step(const StepContext& context, std::size_t index) {
  const auto& operation = context.operation(index);
  if (operation.active.size() != 1 || operation.name.find("_pool") == std::string::npos ||
      !only_first_result_read(context, operation)) {
    return std::nullopt;
  }
  const auto& shape = *context.shapes[operation.active[0]];
  if (shape.axis < 2) return std::nullopt;
  const auto pool = read_pool(operation, shape);
  if (!pool) return std::nullopt;
  auto step = step_of(context, index, pool->largest ? StepKind::kMaxPool : StepKind::kMeanPool);
  step.map = pool->map;
  const Slot output = step.outputs[0];
  const LocalShape result{context.sizes(output), shape.axis};
  if (!pool->largest) step.scale = mean_factors(context, index, step.map, result);
  const bool sees_all = step.map.first(0) <= 0 && step.map.dilation == 1 &&
                        step.map.first(0) + step.map.taps >= shape.length();
  if (result.length() == 1 && sees_all) {
    step.kind = pool->largest ? StepKind::kGlobalMax : StepKind::kGlobalSum;
    if (!pool->largest) step.value = step.scale[0].item<double>();
  } else {
    context.shapes[output] = result;
  }
  return step;
}

}  // namespace siskin::model
