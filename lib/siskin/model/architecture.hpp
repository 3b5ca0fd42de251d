#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

namespace siskin::model {

/// Convolution over positions, stride 1.
struct ConvolutionLayer {
  std::int64_t filters = 0;
  std::int64_t width = 0;
  bool same_padding = true;  ///< else none ("valid")
  bool bias = false;
};

/// Maximum over windows of `width`, stride `width`. "same" keeps the incomplete window at the end
/// (padding as TensorFlow does), "valid" drops it.
struct MaxPoolLayer {
  std::int64_t width = 0;
  bool same_padding = false;
};

struct BatchNormLayer {
  double epsilon = 1e-3;
  double momentum = 0.01;  ///< weight of the newest batch in the running statistics
};

struct ActivationLayer {
  std::string function;
};

struct DropoutLayer {
  double rate = 0;
};

/// (channels, positions) to one axis.
struct FlattenLayer {};

struct DenseLayer {
  std::int64_t units = 0;
  bool bias = false;
};

using Layer = std::variant<ConvolutionLayer, MaxPoolLayer, BatchNormLayer, ActivationLayer,
                           DropoutLayer, FlattenLayer, DenseLayer>;

/// A network as data: what is between the one-hot input (4, length) and the outputs. The last dense
/// layer, one unit with bias for each output and no activation, is implied.
struct Architecture {
  std::string name;
  std::vector<Layer> layers;
};

/// Names of the architectures that come with siskin: cnn-local, cnn-dist (Koo & Ploenzke 2021, task
/// 3).
const std::vector<std::string>& architecture_names();

/// One of architecture_names(), with the activation after the first convolution replaced. Throws
/// Error for an unknown name or activation.
Architecture named_architecture(const std::string& name, const std::string& first_activation);

/// {"name": ..., "layers": [{"type": "conv", "filters": 24, ...}, ...]}.
nlohmann::json to_json(const Architecture& architecture);

/// (channels, positions) of the data between layers; positions 0 after flattening.
struct LayerShape {
  std::int64_t channels = 0;
  std::int64_t positions = 0;
};

/// Shape after each layer for inputs of `length` bases. Throws Error naming the layer where nothing
/// is left of the sequence, or where layers do not fit together.
std::vector<LayerShape> layer_shapes(const Architecture& architecture, std::int64_t length);

}  // namespace siskin::model
