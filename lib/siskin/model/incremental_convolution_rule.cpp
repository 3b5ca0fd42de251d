#include <torch/torch.h>

#include <algorithm>
#include <string>
#include <vector>

#include "siskin/model/incremental_rules.hpp"

namespace siskin::model {
namespace {

// A convolution with its settings by dimension.
struct Geometry {
  at::Tensor weight;  // (filters, channels / groups, width...)
  std::vector<std::int64_t> stride;
  std::vector<std::int64_t> padding;
  std::vector<std::int64_t> dilation;
  std::int64_t groups = 1;
  bool by_word = false;  // padding "same" or "valid"

  std::int64_t taps(std::size_t dimension) const {
    return weight.size(static_cast<std::int64_t>(dimension) + 2);
  }
};

std::vector<std::int64_t> by_dimension(const c10::IValue& value, std::size_t dimensions,
                                       std::int64_t otherwise) {
  auto numbers = integers(value);
  if (numbers.empty()) numbers = {otherwise};
  if (numbers.size() < dimensions) numbers.resize(dimensions, numbers.front());
  return numbers;
}

std::optional<Geometry> read_geometry(const Operation& operation) {
  const auto& name = operation.name;
  const bool general = name == "aten::convolution" || name == "aten::_convolution";
  if (name != "aten::conv1d" && name != "aten::conv2d" && !general) return std::nullopt;
  const auto weight = constant_argument(operation, 1);
  if (!weight.isTensor() || operation.active.size() != 1) return std::nullopt;
  if (general && constant_argument(operation, 6).toBool()) return std::nullopt;  // transposed
  Geometry geometry;
  geometry.weight = weight.toTensor();
  const auto dimensions = static_cast<std::size_t>(geometry.weight.dim() - 2);
  geometry.stride = by_dimension(constant_argument(operation, 3), dimensions, 1);
  geometry.dilation = by_dimension(constant_argument(operation, 5), dimensions, 1);
  geometry.groups = constant_argument(operation, general ? 8 : 6).toInt();
  const auto padding = constant_argument(operation, 4);
  geometry.by_word = padding.isString();
  geometry.padding = by_dimension(padding, dimensions, 0);
  if (geometry.by_word && padding.toStringRef() == "same") {
    // More on the right where it does not come out even, as in LibTorch.
    for (std::size_t i = 0; i < dimensions; ++i) {
      geometry.padding[i] = geometry.dilation[i] * (geometry.taps(i) - 1) / 2;
    }
  }
  return geometry;
}

// Whether the kernel takes in every dimension but `along` whole, so that these are but channels.
bool covers_others(const Geometry& geometry, const LocalShape& shape, std::size_t along) {
  for (std::size_t i = 0; i < geometry.stride.size(); ++i) {
    if (i == along) continue;
    if (geometry.padding[i] != 0 || geometry.taps(i) != shape.sizes[i + 2]) return false;
  }
  return true;
}

// (filters, channels, width...) -> (features, taps x filters).
at::Tensor by_taps(const at::Tensor& weight, std::size_t along) {
  const auto filters = weight.size(0);
  const auto taps = weight.size(static_cast<std::int64_t>(along) + 2);
  return weight.movedim(static_cast<std::int64_t>(along) + 2, 1)
      .reshape({filters, taps, -1})
      .permute({2, 1, 0})
      .reshape({-1, taps * filters})
      .contiguous();
}

// The call without padding along positions, which the windows bring with them.
Stack unpadded(const Operation& operation, const Geometry& geometry, std::size_t along) {
  Stack arguments;
  for (const auto& argument : operation.arguments) arguments.push_back(argument.constant);
  if (geometry.by_word) {
    arguments[4] = std::string("valid");
  } else {
    auto padding = geometry.padding;
    padding[along] = 0;
    arguments[4] = padding;
  }
  return arguments;
}

}  // namespace

std::optional<IncrementalStep> convolution_step(const StepContext& context, std::size_t index) {
  const auto& operation = context.operation(index);
  const auto geometry = read_geometry(operation);
  if (!geometry) return std::nullopt;
  const auto& shape = *context.shapes[operation.active[0]];
  const auto dimensions = geometry->weight.dim() - 2;
  if (shape.rank() != dimensions + 2 || shape.axis < 2) return std::nullopt;
  const auto along = static_cast<std::size_t>(shape.axis - 2);
  const bool others = covers_others(*geometry, shape, along);
  if (geometry->by_word && dimensions > 1 && !others) return std::nullopt;
  const bool by_difference = geometry->groups == 1 && others && geometry->stride[along] == 1;
  auto step = step_of(context, index, by_difference ? StepKind::kConvolution : StepKind::kWindow);
  step.map = {geometry->stride[along], geometry->padding[along], geometry->dilation[along],
              geometry->taps(along)};
  const Slot output = step.outputs[0];
  context.shapes[output] = LocalShape{context.sizes(output), shape.axis};
  if (by_difference) {
    step.weight = by_taps(geometry->weight, along);
    step.cost = geometry->weight.numel();
  } else {
    step.arguments = unpadded(operation, *geometry, along);
    step.cost =
        geometry->weight.numel() / geometry->weight.size(0) * context.shapes[output]->features();
  }
  return step;
}

}  // namespace siskin::model
