#include "siskin/train/fused_trunk.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "siskin/architecture/architecture.hpp"
#include "siskin/architecture/shapes.hpp"
#include "siskin/kernel/sequence.hpp"

namespace siskin::train {
namespace {

at::Tensor tensor_of(const torch::jit::Module& module, const char* name) {
  return module.hasattr(name) ? module.attr(name).toTensor() : at::Tensor();
}

at::Tensor run_module(torch::jit::Module module, const at::Tensor& x) {
  return module.forward({x}).toTensor();
}

std::vector<kernel::Layer> kernel_layers(const std::vector<architecture::Layer>& layers,
                                         const torch::jit::Module& parent);

// A layer of an architecture and its module, as a layer of kernel::Sequence.
struct ToKernel {
  const torch::jit::Module& module;

  kernel::Layer operator()(const architecture::ConvolutionLayer& layer) const {
    if (layer.stride != 1) return as_it_is();
    kernel::Convolution convolution;
    convolution.weight_oik = tensor_of(module, "weight");
    convolution.bias = tensor_of(module, "bias");
    const auto total = layer.same_padding ? (layer.width - 1) * layer.dilation : 0;
    convolution.pad_left = total / 2;
    convolution.pad_right = total - total / 2;
    convolution.dilation = layer.dilation;
    convolution.groups = layer.groups;
    return convolution;
  }
  kernel::Layer operator()(const architecture::MaxPoolLayer& layer) const {
    if (layer.step() != layer.width) return as_it_is();
    return kernel::MaxPool{layer.width, layer.same_padding};
  }
  kernel::Layer operator()(const architecture::BatchNormLayer& layer) const {
    return kernel::BatchNorm{tensor_of(module, "weight"),
                             tensor_of(module, "bias"),
                             tensor_of(module, "running_mean"),
                             tensor_of(module, "running_var"),
                             layer.epsilon,
                             layer.momentum};
  }
  kernel::Layer operator()(const architecture::ActivationLayer& layer) const {
    if (layer.function == "relu") return kernel::Activation::kRelu;
    if (layer.function == "linear") return kernel::Activation::kNone;
    if (layer.function == "exponential" && layer.scale == 1) {
      return kernel::Activation::kExponential;
    }
    return as_it_is();
  }
  kernel::Layer operator()(const architecture::DropoutLayer& layer) const {
    return kernel::DropoutLayer{layer.rate};
  }
  kernel::Layer operator()(const architecture::FlattenLayer&) const { return kernel::Flatten{}; }
  kernel::Layer operator()(const architecture::DenseLayer&) const {
    return kernel::Dense{tensor_of(module, "weight"), tensor_of(module, "bias")};
  }
  kernel::Layer operator()(const architecture::ResidualLayer& layer) const {
    return kernel::ResidualLayer{kernel_layers(layer.layers, module)};
  }
  template <typename Other>
  kernel::Layer operator()(const Other&) const {
    return as_it_is();
  }

  kernel::Layer as_it_is() const {
    return kernel::OtherLayer{[copy = module](const at::Tensor& x) { return run_module(copy, x); }};
  }
};

std::vector<kernel::Layer> kernel_layers(const std::vector<architecture::Layer>& layers,
                                         const torch::jit::Module& parent) {
  std::vector<kernel::Layer> result;
  for (const auto& name : architecture::layer_names(layers)) {
    const auto module = parent.attr(name).toModule();
    result.push_back(std::visit(ToKernel{module}, layers[result.size()]));
  }
  return result;
}

bool is_for_kernels(const at::Tensor& x) {
  return x.device().is_cpu() && x.scalar_type() == torch::kFloat;
}

}  // namespace

model::Network::TrunkRunner fused_trunk(const model::Network& network) {
  if (network.trunk().empty()) return {};
  const auto layers = kernel_layers(network.architecture()->layers, network.module());
  std::vector<torch::jit::Module> modules;
  for (const auto& step : network.trunk()) modules.push_back(step.module);
  return [sequence = std::make_shared<const kernel::Sequence>(layers),
          modules = std::move(modules)](const at::Tensor& onehot_ncl) {
    if (is_for_kernels(onehot_ncl)) return sequence->run(onehot_ncl);
    auto x = onehot_ncl;
    for (const auto& module : modules) x = run_module(module, x);
    return x;
  };
}

model::Network::ProfileRunner fused_profile(const model::Network& network) {
  if (!network.architecture()) return {};
  for (const auto& head : network.architecture()->heads) {
    const auto* profile = std::get_if<architecture::ProfileHead>(&head);
    if (profile == nullptr) continue;
    const auto name = architecture::head_name(head);
    const auto module = network.module().attr(name).toModule().attr("convolution").toModule();
    architecture::ConvolutionLayer layer;
    layer.width = profile->width;
    layer.same_padding = profile->same_padding;
    const std::vector<kernel::Layer> layers{ToKernel{module}(layer)};
    return [sequence = std::make_shared<const kernel::Sequence>(layers),
            module](const at::Tensor& x_ncl) {
      return is_for_kernels(x_ncl) ? sequence->run(x_ncl) : run_module(module, x_ncl);
    };
  }
  return {};
}

}  // namespace siskin::train
