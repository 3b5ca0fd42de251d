#include "siskin/model/build_network.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "siskin/model/activation.hpp"
#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/output_file.hpp"

namespace siskin::model {
namespace {

constexpr const char* kOutputLayer = "output";

std::string number(double value) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(17);
  text << value;
  const std::string digits = text.str();
  return digits.find_first_of(".e") == std::string::npos ? digits + ".0" : digits;
}

std::string forward_source(const std::string& expression) {
  return "def forward(self, x: Tensor) -> Tensor:\n  return " + expression + "\n";
}

// Glorot & Bengio 2010: uniform in +-sqrt(6 / (fan_in + fan_out)), fans counted with the kernel
// width.
torch::Tensor glorot_uniform(const std::vector<std::int64_t>& shape, util::Random& random) {
  std::int64_t field = 1;
  for (std::size_t axis = 2; axis < shape.size(); ++axis) field *= shape[axis];
  const double limit = std::sqrt(6.0 / static_cast<double>((shape[0] + shape[1]) * field));
  auto weight = torch::empty(shape, torch::kFloat);
  auto* const values = weight.data_ptr<float>();
  for (std::int64_t i = 0; i < weight.numel(); ++i) {
    values[i] = static_cast<float>((2 * random.uniform() - 1) * limit);
  }
  return weight.requires_grad_();
}

torch::jit::Module new_module(const std::string& type) {
  torch::jit::Module module("siskin." + type);
  module.register_attribute("training", c10::BoolType::get(), true);
  return module;
}

// Makes one child module a layer and keeps the shape of the data as it goes.
class LayerCompiler {
 public:
  LayerCompiler(std::int64_t length, util::Random& random) : shape_{4, length}, random_(random) {}

  torch::jit::Module operator()(const ConvolutionLayer& layer) {
    auto module = new_module("Convolution");
    add_kernel(module, {layer.filters, shape_.channels, layer.width}, layer.bias);
    const auto total = layer.same_padding ? layer.width - 1 : 0;
    const auto left = total / 2;
    const bool symmetric = total % 2 == 0;
    const std::string input = symmetric ? "x"
                                        : "torch.constant_pad_nd(x, [" + std::to_string(left) +
                                              ", " + std::to_string(total - left) + "], 0.0)";
    module.define(forward_source("torch.conv1d(" + input + ", self.weight, " + bias(layer.bias) +
                                 ", [1], [" + std::to_string(symmetric ? left : 0) + "], [1], 1)"));
    return module;
  }

  torch::jit::Module operator()(const MaxPoolLayer& layer) {
    auto module = new_module("MaxPool");
    const auto width = std::to_string(layer.width);
    std::string input = "x";
    if (layer.same_padding) {
      const auto windows = (shape_.positions + layer.width - 1) / layer.width;
      const auto total = windows * layer.width - shape_.positions;
      if (total > 0) {
        input = "torch.constant_pad_nd(x, [" + std::to_string(total / 2) + ", " +
                std::to_string(total - total / 2) + "], -float('inf'))";
      }
    }
    module.define(forward_source("torch.max_pool1d(" + input + ", [" + width + "], [" + width +
                                 "], [0], [1], False)"));
    return module;
  }

  torch::jit::Module operator()(const BatchNormLayer& layer) {
    auto module = new_module("BatchNorm");
    const auto channels = shape_.channels;
    module.register_parameter("weight", torch::ones({channels}).requires_grad_(), false);
    module.register_parameter("bias", torch::zeros({channels}).requires_grad_(), false);
    module.register_buffer("running_mean", torch::zeros({channels}));
    module.register_buffer("running_var", torch::ones({channels}));
    module.define(forward_source(
        "torch.batch_norm(x, self.weight, self.bias, self.running_mean, self.running_var, "
        "self.training, " +
        number(layer.momentum) + ", " + number(layer.epsilon) + ", True)"));
    return module;
  }

  torch::jit::Module operator()(const ActivationLayer& layer) {
    auto module = new_module("Activation");
    module.define(forward_source(activation_source(layer.function)));
    return module;
  }

  torch::jit::Module operator()(const DropoutLayer& layer) {
    auto module = new_module("Dropout");
    module.define(forward_source("torch.dropout(x, " + number(layer.rate) + ", self.training)"));
    return module;
  }

  torch::jit::Module operator()(const FlattenLayer&) {
    auto module = new_module("Flatten");
    module.define(forward_source("torch.flatten(x, 1)"));
    return module;
  }

  torch::jit::Module operator()(const DenseLayer& layer) {
    auto module = new_module("Dense");
    add_kernel(module, {layer.units, shape_.channels}, layer.bias);
    module.define(forward_source("torch.linear(x, self.weight, " + bias(layer.bias) + ")"));
    return module;
  }

  void set_shape(const LayerShape& shape) { shape_ = shape; }

 private:
  static std::string bias(bool present) { return present ? "self.bias" : "None"; }

  void add_kernel(torch::jit::Module& module, const std::vector<std::int64_t>& shape,
                  bool with_bias) {
    module.register_parameter("weight", glorot_uniform(shape, random_), false);
    if (with_bias) {
      module.register_parameter("bias", torch::zeros({shape[0]}).requires_grad_(), false);
    }
  }

  LayerShape shape_;
  util::Random& random_;
};

struct LayerStem {
  const char* operator()(const ConvolutionLayer&) const { return "conv"; }
  const char* operator()(const MaxPoolLayer&) const { return "max_pool"; }
  const char* operator()(const BatchNormLayer&) const { return "batch_norm"; }
  const char* operator()(const ActivationLayer&) const { return "activation"; }
  const char* operator()(const DropoutLayer&) const { return "dropout"; }
  const char* operator()(const FlattenLayer&) const { return "flatten"; }
  const char* operator()(const DenseLayer&) const { return "dense"; }
};

}  // namespace

torch::jit::Module build_network(const Architecture& architecture, std::int64_t length,
                                 std::int64_t outputs, util::Random& random) {
  Architecture whole = architecture;
  whole.layers.emplace_back(DenseLayer{outputs, true});
  const auto shapes = layer_shapes(whole, length);
  auto network = new_module("Network");
  LayerCompiler compiler(length, random);
  std::map<std::string, int> seen;
  std::string source = "def forward(self, x: Tensor) -> Tensor:\n";
  for (std::size_t i = 0; i < whole.layers.size(); ++i) {
    const auto stem = std::string(std::visit(LayerStem{}, whole.layers[i]));
    const bool last = i + 1 == whole.layers.size();
    const auto name = last ? kOutputLayer : stem + std::to_string(++seen[stem]);
    network.register_module(name, std::visit(compiler, whole.layers[i]));
    source += "  x = self." + name + ".forward(x)\n";
    compiler.set_shape(shapes[i]);
  }
  network.define(source + "  return x\n");
  network.train();
  return network;
}

std::vector<at::Tensor> penalised_kernels(const torch::jit::Module& network) {
  std::vector<at::Tensor> kernels;
  for (const auto& child : network.named_children()) {
    if (child.name == kOutputLayer || !child.value.hasattr("weight")) continue;
    const auto weight = child.value.attr("weight").toTensor();
    if (weight.dim() > 1) kernels.push_back(weight);
  }
  return kernels;
}

std::int64_t parameter_count(const torch::jit::Module& network) {
  std::int64_t count = 0;
  for (const auto& parameter : network.parameters()) count += parameter.numel();
  return count;
}

void save_network(const torch::jit::Module& network, const Metadata& metadata,
                  const std::string& path) {
  auto copy = network.deepcopy();
  copy.eval();
  copy.to(torch::kCPU);
  const torch::jit::ExtraFilesMap extra{{"siskin.json", to_json(metadata).dump(2) + "\n"}};
  util::TemporaryPath target(path);
  try {
    copy.save(target.path().string(), extra);
  } catch (const std::exception& error) {
    throw Error(path + ": cannot be written: " + torch_message(error));
  }
  target.commit();
}

}  // namespace siskin::model
