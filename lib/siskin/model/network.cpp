#include "siskin/model/network.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "siskin/architecture/architecture_json.hpp"
#include "siskin/architecture/shapes.hpp"
#include "siskin/model/head_modules.hpp"
#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

constexpr const char* kMetadataFile = "siskin.json";

torch::jit::Module child_of(const torch::jit::Module& module, const std::string& name) {
  if (!module.hasattr(name)) throw Error("the network has no layer " + name);
  return module.attr(name).toModule();
}

bool is_last_of_a_head(const std::string& name) {
  return name == "output" || name == "convolution" || name == "dense" || name == "mixing";
}

using Kernels = std::vector<Network::Kernel>;

void add_kernels(const std::string& name, const torch::jit::Module& module, Kernels& kernels) {
  if (module.hasattr("weight") && module.attr("weight").isTensor()) {
    const auto weight = module.attr("weight").toTensor();
    if (weight.defined() && weight.dim() > 1) kernels.push_back({name, weight});
  }
  for (const auto& child : module.named_children()) {
    add_kernels(name.empty() ? child.name : name + "." + child.name, child.value, kernels);
  }
}

// A head's own layers; what it ends in is no kernel to penalise.
void add_head_kernels(const std::string& name, const torch::jit::Module& head, Kernels& kernels) {
  for (const auto& child : head.named_children()) {
    if (!is_last_of_a_head(child.name)) {
      add_kernels(name + "." + child.name, child.value, kernels);
    }
  }
}

at::Tensor entry(const c10::Dict<c10::IValue, c10::IValue>& outputs, const char* name) {
  return outputs.contains(name) ? outputs.at(name).toTensor() : at::Tensor();
}

c10::IValue run_foreign(torch::jit::Module module, const at::Tensor& onehot_ncl,
                        const at::Tensor& control_ncl) {
  std::vector<c10::IValue> inputs{onehot_ncl};
  if (control_ncl.defined()) inputs.emplace_back(control_ncl);
  try {
    return module.forward(inputs);
  } catch (const std::exception& error) {
    throw Error("the network fails on sequences of " + std::to_string(onehot_ncl.size(2)) +
                " bases: " + torch_message(error));
  }
}

Outputs outputs_of(const c10::IValue& result, std::int64_t rows) {
  Outputs outputs;
  if (result.isTensor()) {
    outputs.values_nt = result.toTensor().reshape({rows, -1});
    return outputs;
  }
  if (result.isGenericDict()) {
    outputs.profile_ntos = entry(result.toGenericDict(), "profile");
    outputs.log_counts_nt = entry(result.toGenericDict(), "counts");
  }
  if (!outputs.profile_ntos.defined() && !outputs.log_counts_nt.defined()) {
    throw Error("the network gives a " + result.tagKind() +
                ", expected a tensor, or a dictionary with profile and counts");
  }
  return outputs;
}

// A profile head with its convolution by `runner`, unless it comes in one piece.
at::Tensor run_profile(const torch::jit::Module& head, const at::Tensor& x,
                       const c10::IValue& control, const Network::ProfileRunner& runner) {
  const auto before = head.find_method(kBeforeConvolution);
  const auto behind = head.find_method(kBehindConvolution);
  if (!before || !behind) return torch::jit::Module(head).forward({x, control}).toTensor();
  const auto input = (*before)({x, control}).toTensor();
  return (*behind)({runner(input), control}).toTensor();
}

torch::jit::Module load_for_training(const std::string& path, std::string& metadata) {
  if (!std::ifstream(path)) throw system_error(path, "open");
  torch::jit::ExtraFilesMap extra{{kMetadataFile, ""}};
  try {
    auto module = torch::jit::load(path, torch::kCPU, extra);
    metadata = extra[kMetadataFile];
    return module;
  } catch (const std::exception&) {
    throw Error(path +
                ": is no TorchScript model (expected a file made by siskin-train or "
                "torch.jit.save)");
  }
}

// The architecture in siskin.json, if it is there and the module has its layers.
std::optional<Network> with_layers(const torch::jit::Module& module, const std::string& metadata) {
  const auto document = nlohmann::json::parse(metadata, nullptr, false);
  if (!document.is_object() || !document.contains("architecture")) return std::nullopt;
  try {
    const auto text = document.at("architecture").dump();
    return Network(architecture::parse_architecture(text, kMetadataFile), module);
  } catch (const Error&) {
    return std::nullopt;  // somebody else's word for something else: train it as a whole
  }
}

}  // namespace

Network::Network(const Architecture& architecture, const torch::jit::Module& module)
    : architecture_(architecture), module_(module) {
  const auto names = architecture::layer_names(architecture.layers);
  for (std::size_t i = 0; i < names.size(); ++i) {
    trunk_.push_back({names[i], architecture.layers[i], child_of(module_, names[i])});
  }
  for (const auto& head : architecture.heads) {
    heads_.push_back(architecture::head_name(head));
    child_of(module_, heads_.back());
  }
}

Network::Network(const torch::jit::Module& module) : module_(module) {}

at::Tensor Network::run_trunk(std::size_t first, std::size_t last, at::Tensor x) const {
  for (std::size_t i = first; i < last; ++i) {
    auto layer = trunk_[i].module;
    x = layer.forward({x}).toTensor();
  }
  return x;
}

Outputs Network::run_heads(const at::Tensor& trunk_output, const at::Tensor& control_ncl) const {
  return run_heads(trunk_output, control_ncl, {});
}

Outputs Network::run_heads(const at::Tensor& trunk_output, const at::Tensor& control_ncl,
                           const ProfileRunner& profile_runner) const {
  Outputs outputs;
  const auto control = control_ncl.defined() ? c10::IValue(control_ncl) : c10::IValue();
  std::vector<at::Tensor> values;
  for (const auto& name : heads_) {
    auto head = module_.attr(name).toModule();
    if (!architecture::has_profiles(*architecture_)) {
      values.push_back(head.forward({trunk_output}).toTensor());
      continue;
    }
    auto& output = name == "profile" ? outputs.profile_ntos : outputs.log_counts_nt;
    output = profile_runner && name == "profile"
                 ? run_profile(head, trunk_output, control, profile_runner)
                 : head.forward({trunk_output, control}).toTensor();
  }
  if (!values.empty()) outputs.values_nt = values.size() == 1 ? values[0] : torch::cat(values, 1);
  return outputs;
}

Outputs Network::forward(const at::Tensor& onehot_ncl, const at::Tensor& control_ncl) const {
  if (!architecture_) {
    return outputs_of(run_foreign(module_, onehot_ncl, control_ncl), onehot_ncl.size(0));
  }
  const bool fast = runner_ && is_training() && !onehot_ncl.requires_grad();
  if (!fast) return run_heads(run_trunk(0, trunk_.size(), onehot_ncl), control_ncl);
  return run_heads(runner_(onehot_ncl), control_ncl, profile_runner_);
}

std::vector<at::Tensor> Network::parameters() const {
  std::vector<at::Tensor> list;
  for (const auto& parameter : module_.parameters()) list.push_back(parameter);
  return list;
}

std::vector<Network::Kernel> Network::kernels() const {
  std::vector<Kernel> kernels;
  if (!architecture_) {
    add_kernels("", module_, kernels);
    return kernels;
  }
  for (const auto& step : trunk_) add_kernels(step.name, step.module, kernels);
  for (const auto& name : heads_) {
    add_head_kernels(name, module_.attr(name).toModule(), kernels);
  }
  return kernels;
}

Network open_network(const std::string& path) {
  std::string metadata;
  auto module = load_for_training(path, metadata);
  module.train();
  bool any = false;
  for (const auto& parameter : module.parameters()) {
    if (!parameter.is_floating_point()) continue;
    parameter.requires_grad_();
    any = true;
  }
  if (!any) throw Error(path + ": has no parameters to train (a frozen module keeps none)");
  auto layered = with_layers(module, metadata);
  return layered ? *layered : Network(module);
}

}  // namespace siskin::model
