#include "siskin/model/layer_modules.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "siskin/model/activation.hpp"
#include "siskin/model/module_parts.hpp"

namespace siskin::model {

using namespace architecture;  // layers by their plain names

namespace {

constexpr double kEncodingBase = 10000;  // Vaswani et al. 2017, section 3.5
constexpr double kLearnedEncodingDeviation = 0.02;

std::string text(std::int64_t value) { return std::to_string(value); }

// "[2], [0], [1]": lists of one number, as the functions of sequences take them.
std::string lists(std::initializer_list<std::int64_t> values) {
  std::string joined;
  for (const auto value : values) joined += (joined.empty() ? "[" : ", [") + text(value) + "]";
  return joined;
}

std::string padded(const Padding& padding, const char* value) {
  if (padding.left + padding.right == 0) return "x";
  return "torch.constant_pad_nd(x, [" + text(padding.left) + ", " + text(padding.right) + "], " +
         value + ")";
}

torch::Tensor sinusoids(std::int64_t channels, std::int64_t positions) {
  auto encoding_cl = torch::empty({channels, positions}, torch::kFloat);
  auto values = encoding_cl.accessor<float, 2>();
  for (std::int64_t channel = 0; channel < channels; ++channel) {
    const auto even = static_cast<double>(channel - channel % 2);
    const auto rate = std::pow(kEncodingBase, -even / static_cast<double>(channels));
    for (std::int64_t position = 0; position < positions; ++position) {
      const auto angle = static_cast<double>(position) * rate;
      values[channel][position] =
          static_cast<float>(channel % 2 == 0 ? std::sin(angle) : std::cos(angle));
    }
  }
  return encoding_cl;
}

// What an incomplete window's mean over `width` positions, padding included, has to be multiplied
// by.
torch::Tensor window_correction(const AveragePoolLayer& layer, std::int64_t positions,
                                std::int64_t windows, const Padding& padding) {
  auto correction = torch::empty({windows}, torch::kFloat);
  auto values = correction.accessor<float, 1>();
  for (std::int64_t i = 0; i < windows; ++i) {
    const auto first = i * layer.step() - padding.left;
    const auto inside = std::min(first + layer.width, positions) - std::max<std::int64_t>(first, 0);
    values[i] = static_cast<float>(layer.width) / static_cast<float>(inside);
  }
  return correction;
}

// Makes the module of one layer.
class LayerCompiler {
 public:
  LayerCompiler(const LayerShape& before, util::Random& random)
      : before_(before), random_(random) {}

  torch::jit::Module operator()(const ConvolutionLayer& layer) {
    auto module = new_module("Convolution");
    add_kernel(module, {layer.filters, before_.channels / layer.groups, layer.width}, layer.bias,
               layer.initializer, random_);
    const auto span = (layer.width - 1) * layer.dilation + 1;
    const auto padding = window_padding(before_.positions, span, layer.stride, layer.same_padding);
    const bool symmetric = padding.left == padding.right;
    const std::string input = symmetric ? "x" : padded(padding, "0.0");
    module.define(forward_source(
        "torch.conv1d(" + input + ", self.weight, " + (layer.bias ? "self.bias" : "None") + ", " +
        lists({layer.stride, symmetric ? padding.left : 0, layer.dilation}) + ", " +
        text(layer.groups) + ")"));
    return module;
  }

  torch::jit::Module operator()(const MaxPoolLayer& layer) {
    auto module = new_module("MaxPool");
    const auto padding =
        window_padding(before_.positions, layer.width, layer.step(), layer.same_padding);
    module.define(forward_source("torch.max_pool1d(" + padded(padding, "-float('inf')") + ", " +
                                 lists({layer.width, layer.step(), 0, 1}) + ", False)"));
    return module;
  }

  torch::jit::Module operator()(const AveragePoolLayer& layer) {
    auto module = new_module("AveragePool");
    const auto padding =
        window_padding(before_.positions, layer.width, layer.step(), layer.same_padding);
    std::string expression = "torch.avg_pool1d(" + padded(padding, "0.0") + ", " +
                             lists({layer.width, layer.step(), 0}) + ", False, True)";
    if (padding.left + padding.right > 0) {
      const auto windows = next_shape(layer, before_).positions;
      module.register_buffer("correction",
                             window_correction(layer, before_.positions, windows, padding));
      expression += " * self.correction";
    }
    module.define(forward_source(expression));
    return module;
  }

  torch::jit::Module operator()(const GlobalMaxPoolLayer&) {
    return simple("GlobalMaxPool", "torch.amax(x, [2])");
  }
  torch::jit::Module operator()(const GlobalAveragePoolLayer&) {
    return simple("GlobalAveragePool", "torch.mean(x, [2])");
  }

  torch::jit::Module operator()(const BatchNormLayer& layer) {
    auto module = new_module("BatchNorm");
    add_scale(module);
    module.register_buffer("running_mean", torch::zeros({before_.channels}));
    module.register_buffer("running_var", torch::ones({before_.channels}));
    module.define(forward_source(
        "torch.batch_norm(x, self.weight, self.bias, self.running_mean, self.running_var, "
        "self.training, " +
        script_number(layer.momentum) + ", " + script_number(layer.epsilon) + ", True)"));
    return module;
  }

  torch::jit::Module operator()(const LayerNormLayer& layer) {
    auto module = new_module("LayerNorm");
    add_scale(module);
    const std::string turn = before_.is_flat() ? "" : ".transpose(1, 2)";
    module.define(forward_source("torch.layer_norm(x" + turn + ", [" + text(before_.channels) +
                                 "], self.weight, self.bias, " + script_number(layer.epsilon) +
                                 ")" + turn));
    return module;
  }

  torch::jit::Module operator()(const ActivationLayer& layer) {
    return simple("Activation", activation_source(layer.function, layer.scale));
  }
  torch::jit::Module operator()(const DropoutLayer& layer) {
    return simple("Dropout", "torch.dropout(x, " + script_number(layer.rate) + ", self.training)");
  }
  torch::jit::Module operator()(const FlattenLayer&) {
    return simple("Flatten", "torch.flatten(x, 1)");
  }
  torch::jit::Module operator()(const DenseLayer& layer) {
    return dense(before_.channels, layer.units, layer.bias, layer.initializer);
  }
  torch::jit::Module operator()(const CropLayer& layer) {
    const auto behind = next_shape(layer, before_).positions;
    return simple("Crop", crop_source("x", before_.positions, behind));
  }

  torch::jit::Module operator()(const AttentionLayer& layer) {
    auto module = new_module("Attention");
    const auto channels = before_.channels;
    const auto keys = layer.heads * layer.key_width;
    const auto values = layer.heads * layer.values();
    const auto add = [&](const char* name, std::int64_t inputs, std::int64_t outputs) {
      module.register_module(name, dense(inputs, outputs, layer.bias, layer.initializer));
    };
    add("query", channels, keys);
    add("key", channels, keys);
    add("value", channels, values);
    add("projection", values, channels);
    const auto rows = "[-1, " + text(before_.positions) + ", ";
    const auto split = [&](const std::string& name, std::int64_t width) {
      return "  " + name.substr(0, 1) + " = self." + name + ".forward(rows).reshape(" + rows +
             text(layer.heads) + ", " + text(width) + "]).transpose(1, 2)\n";
    };
    const double scale = 1 / std::sqrt(static_cast<double>(layer.key_width));
    module.define(
        "def forward(self, x: Tensor) -> Tensor:\n"
        "  rows = x.transpose(1, 2)\n" +
        split("query", layer.key_width) + split("key", layer.key_width) +
        split("value", layer.values()) +
        "  weights = torch.softmax(torch.matmul(q, k.transpose(2, 3)) * " + script_number(scale) +
        ", -1)\n"
        "  joined = torch.matmul(weights, v).transpose(1, 2).reshape(" +
        rows + text(values) +
        "])\n"
        "  return self.projection.forward(joined).transpose(1, 2)\n");
    return module;
  }

  torch::jit::Module operator()(const PositionalEncodingLayer& layer) {
    auto module = new_module("PositionalEncoding");
    if (layer.learned) {
      add_learned_encoding(module);
    } else {
      module.register_buffer("encoding", sinusoids(before_.channels, before_.positions));
    }
    module.define(forward_source("x + self.encoding"));
    return module;
  }

  torch::jit::Module operator()(const ResidualLayer& layer) {
    auto module = new_module("Residual");
    auto shape = before_;
    const auto lines = add_layers(module, layer.layers, shape, "y", random_);
    module.define("def forward(self, x: Tensor) -> Tensor:\n  y = x\n" + lines + "  return " +
                  crop_source("x", before_.positions, shape.positions) + " + y\n");
    return module;
  }

 private:
  static torch::jit::Module simple(const std::string& type, const std::string& expression) {
    auto module = new_module(type);
    module.define(forward_source(expression));
    return module;
  }

  torch::jit::Module dense(std::int64_t inputs, std::int64_t outputs, bool bias,
                           const Initializer& initializer) {
    auto module = new_module("Dense");
    add_kernel(module, {outputs, inputs}, bias, initializer, random_);
    module.define(forward_source(std::string("torch.linear(x, self.weight, ") +
                                 (bias ? "self.bias" : "None") + ")"));
    return module;
  }

  void add_scale(torch::jit::Module& module) const {
    module.register_parameter("weight", torch::ones({before_.channels}).requires_grad_(), false);
    module.register_parameter("bias", torch::zeros({before_.channels}).requires_grad_(), false);
  }

  void add_learned_encoding(torch::jit::Module& module) {
    auto encoding_cl = torch::empty({before_.channels, before_.positions}, torch::kFloat);
    auto* const values = encoding_cl.data_ptr<float>();
    for (std::int64_t i = 0; i < encoding_cl.numel(); ++i) {
      values[i] = static_cast<float>(kLearnedEncodingDeviation * random_.normal());
    }
    module.register_parameter("encoding", encoding_cl.requires_grad_(), false);
  }

  LayerShape before_;
  util::Random& random_;
};

}  // namespace

torch::jit::Module make_layer(const Layer& layer, const LayerShape& before, util::Random& random) {
  next_shape(layer, before);  // refuses what does not fit
  return std::visit(LayerCompiler(before, random), layer);
}

std::string add_layers(torch::jit::Module& parent, const std::vector<Layer>& layers,
                       LayerShape& shape, const std::string& variable, util::Random& random) {
  const auto names = layer_names(layers);
  std::string lines;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    parent.register_module(names[i], make_layer(layers[i], shape, random));
    lines.append("  ").append(variable).append(" = self.").append(names[i]);
    lines.append(".forward(").append(variable).append(")\n");
    shape = next_shape(layers[i], shape);
  }
  return lines;
}

}  // namespace siskin::model
