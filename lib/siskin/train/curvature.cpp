#include "siskin/train/curvature.hpp"

#include <algorithm>
#include <variant>
#include <vector>

namespace siskin::train {
namespace {

bool all_piecewise_linear(const std::vector<architecture::Layer>& layers) {
  return std::all_of(layers.begin(), layers.end(), is_piecewise_linear);
}

struct IsPiecewiseLinear {
  bool operator()(const architecture::ActivationLayer& layer) const {
    return layer.function == "relu" || layer.function == "linear";
  }
  bool operator()(const architecture::LayerNormLayer&) const { return false; }
  bool operator()(const architecture::AttentionLayer&) const { return false; }
  bool operator()(const architecture::ResidualLayer& layer) const {
    return all_piecewise_linear(layer.layers);
  }
  template <typename Linear>
  bool operator()(const Linear&) const {
    return true;
  }
};

}  // namespace

bool is_piecewise_linear(const architecture::Layer& layer) {
  return std::visit(IsPiecewiseLinear{}, layer);
}

std::optional<std::size_t> curved_layers(const architecture::Architecture& architecture) {
  const auto& layers = architecture.layers;
  for (const auto& head : architecture.heads) {
    const auto& own = std::visit([](const auto& kind) { return kind.layers; }, head);
    if (!all_piecewise_linear(own)) return std::nullopt;
  }
  std::size_t curved = layers.size();
  while (curved > 0 && is_piecewise_linear(layers[curved - 1])) --curved;
  return curved;
}

}  // namespace siskin::train
