#include "siskin/architecture/modifiers.hpp"

#include <algorithm>

#include "siskin/architecture/activation_names.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::architecture {
namespace {

// Calls `change` for every layer, those inside residual blocks included, until it returns true.
template <typename Change>
bool change_layers(std::vector<Layer>& layers, const Change& change) {
  for (auto& layer : layers) {
    auto* const residual = std::get_if<ResidualLayer>(&layer);
    if (residual != nullptr ? change_layers(residual->layers, change) : change(layer)) return true;
  }
  return false;
}

std::vector<Layer>& layers_of(Head& head) {
  return std::visit([](auto& one) -> std::vector<Layer>& { return one.layers; }, head);
}

template <typename Change>
bool change_layers(Architecture& architecture, const Change& change) {
  if (change_layers(architecture.layers, change)) return true;
  for (auto& head : architecture.heads) {
    if (change_layers(layers_of(head), change)) return true;
  }
  return false;
}

// Removes layers that `goes` says, everywhere.
template <typename Goes>
void remove_layers(std::vector<Layer>& layers, const Goes& goes) {
  layers.erase(std::remove_if(layers.begin(), layers.end(), goes), layers.end());
  for (auto& layer : layers) {
    if (auto* const residual = std::get_if<ResidualLayer>(&layer)) {
      remove_layers(residual->layers, goes);
    }
  }
}

template <typename Goes>
void remove_layers(Architecture& architecture, const Goes& goes) {
  remove_layers(architecture.layers, goes);
  for (auto& head : architecture.heads) remove_layers(layers_of(head), goes);
}

struct Widen {
  std::int64_t factor;

  void operator()(ConvolutionLayer& layer) const { layer.filters *= factor; }
  void operator()(DenseLayer& layer) const { layer.units *= factor; }
  void operator()(AttentionLayer& layer) const {
    layer.key_width *= factor;
    layer.value_width *= factor;
  }
  template <typename Other>
  void operator()(Other&) const {}
};

// Sets the initialiser of a layer that has one and says whether it has.
struct Initialize {
  Initializer initializer;

  bool operator()(ConvolutionLayer& layer) const { return set(layer); }
  bool operator()(DenseLayer& layer) const { return set(layer); }
  bool operator()(AttentionLayer& layer) const { return set(layer); }
  template <typename Other>
  bool operator()(Other&) const {
    return false;
  }

 private:
  template <typename Kernel>
  bool set(Kernel& layer) const {
    layer.initializer = initializer;
    return true;
  }
};

template <typename Kernel>
void drop_bias(Layer& layer) {
  auto* const kernel = std::get_if<Kernel>(&layer);
  if (kernel == nullptr || !kernel->bias_needs_batch_norm) return;
  kernel->bias = false;
  kernel->bias_needs_batch_norm = false;
}

// A layer behind which there are no positions any more.
bool flattens(const Layer& layer) {
  return std::holds_alternative<FlattenLayer>(layer) ||
         std::holds_alternative<GlobalMaxPoolLayer>(layer) ||
         std::holds_alternative<GlobalAveragePoolLayer>(layer);
}

bool is_dropout(const Layer& layer) { return std::holds_alternative<DropoutLayer>(layer); }

}  // namespace

void set_first_activation(Architecture& architecture, const std::string& function, double scale) {
  check_activation(function);
  if (scale != 1 && function != "exponential") {
    throw Error("activation: a scale goes with exponential, found " + util::quoted(function));
  }
  const bool found = change_layers(architecture, [&](Layer& layer) {
    auto* const activation = std::get_if<ActivationLayer>(&layer);
    if (activation == nullptr) return false;
    *activation = {function, scale};
    return true;
  });
  if (!found) throw Error(architecture.name + ": has no activation layer to replace");
}

std::string first_activation(const Architecture& architecture) {
  std::string function;
  auto copy = architecture;
  change_layers(copy, [&](const Layer& layer) {
    const auto* const activation = std::get_if<ActivationLayer>(&layer);
    if (activation != nullptr) function = activation->function;
    return activation != nullptr;
  });
  return function;
}

void multiply_width(Architecture& architecture, std::int64_t factor) {
  change_layers(architecture, [&](Layer& layer) {
    std::visit(Widen{factor}, layer);
    return false;
  });
}

void set_dropout(Architecture& architecture, double rate) {
  if (rate == 0) {
    remove_layers(architecture, is_dropout);
    return;
  }
  change_layers(architecture.layers, [&](Layer& layer) {
    if (auto* const dropout = std::get_if<DropoutLayer>(&layer)) dropout->rate = rate;
    return flattens(layer);
  });
}

void remove_batch_norm(Architecture& architecture) {
  remove_layers(architecture,
                [](const Layer& layer) { return std::holds_alternative<BatchNormLayer>(layer); });
  change_layers(architecture, [](Layer& layer) {
    drop_bias<ConvolutionLayer>(layer);
    drop_bias<DenseLayer>(layer);
    return false;
  });
}

void set_initializer(Architecture& architecture, const Initializer& initializer) {
  change_layers(architecture, [&](Layer& layer) {
    std::visit(Initialize{initializer}, layer);
    return false;
  });
  for (auto& head : architecture.heads) {
    std::visit([&](auto& one) { one.initializer = initializer; }, head);
  }
}

void set_first_initializer(Architecture& architecture, const Initializer& initializer) {
  change_layers(architecture,
                [&](Layer& layer) { return std::visit(Initialize{initializer}, layer); });
}

}  // namespace siskin::architecture
