#pragma once

#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/api/module.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "siskin/architecture/architecture.hpp"

namespace siskin::model {

using architecture::Architecture;
using architecture::Layer;

/// What a network gives for a batch; what it has no head for is undefined.
struct Outputs {
  at::Tensor values_nt;      ///< (N,tasks): logits or values
  at::Tensor profile_ntos;   ///< (N,tasks,positions,strands): logits of the profile
  at::Tensor log_counts_nt;  ///< (N,columns): natural logarithm of total counts
};

/// A network while it is trained: a TorchScript module together with the layers it was made from,
/// so that parts of it can be run one by one. What is trained here is what is saved.
class Network {
 public:
  /// A layer of the trunk, which is everything in front of the heads.
  struct Step {
    std::string name;  ///< of the submodule
    Layer layer;
    torch::jit::Module module;
  };
  /// Carries the trunk out in training mode, faster than layer by layer: one-hot (N,4,L) to what
  /// run_trunk(0, trunk().size(), x) gives, with gradients of first order only.
  using TrunkRunner = std::function<at::Tensor(const at::Tensor& onehot_ncl)>;

  /// `module` as build_network() made it from `architecture`. Throws Error when it lacks a layer or
  /// a head.
  Network(const Architecture& architecture, const torch::jit::Module& module);
  /// Any TorchScript module that maps (N,4,L) to (N) or (N,tasks), or to a dictionary with
  /// "profile" and "counts" as those of siskin; it has no layers to run one by one.
  explicit Network(const torch::jit::Module& module);

  /// Nothing for a module that siskin did not build.
  const std::optional<Architecture>& architecture() const { return architecture_; }
  /// Empty for a module that siskin did not build.
  const std::vector<Step>& trunk() const { return trunk_; }
  /// The layers first .. last-1 of the trunk, in the module's mode; gradients of any order.
  at::Tensor run_trunk(std::size_t first, std::size_t last, at::Tensor x) const;
  /// The heads, behind the whole trunk. `control_ncl` (N,controls,L) may be undefined.
  Outputs run_heads(const at::Tensor& trunk_output, const at::Tensor& control_ncl) const;

  /// The whole network in the module's mode. Uses the trunk runner, if there is one, in training
  /// mode for an input that needs no gradient; else gradients of any order can be taken.
  Outputs forward(const at::Tensor& onehot_ncl, const at::Tensor& control_ncl) const;
  void set_trunk_runner(TrunkRunner runner) { runner_ = std::move(runner); }
  /// Carries out the convolution of the profile head, (N,C,L) to (N,tracks,L'), with gradients of
  /// first order only; used where the trunk runner is.
  using ProfileRunner = std::function<at::Tensor(const at::Tensor& x_ncl)>;
  void set_profile_runner(ProfileRunner runner) { profile_runner_ = std::move(runner); }

  /// Training mode, or evaluation mode: batch norm with its running statistics, no dropout.
  void set_training(bool training) { module_.train(training); }
  bool is_training() const { return module_.is_training(); }
  const torch::jit::Module& module() const { return module_; }
  std::vector<at::Tensor> parameters() const;
  /// Kernels of convolutions and dense layers, in order, those at the end of heads excepted: what
  /// weight penalties act on. Of a module that siskin did not build: every "weight" of two axes or
  /// more. Layers inside others have dotted names: "residual1.conv1", "attention1.query".
  struct Kernel {
    std::string layer;
    at::Tensor weight;
  };
  std::vector<Kernel> kernels() const;

 private:
  Outputs run_heads(const at::Tensor& trunk_output, const at::Tensor& control_ncl,
                    const ProfileRunner& profile_runner) const;

  std::optional<Architecture> architecture_;
  torch::jit::Module module_;
  std::vector<Step> trunk_;
  std::vector<std::string> heads_;
  TrunkRunner runner_;
  ProfileRunner profile_runner_;
};

/// A TorchScript file to train further, on the CPU, in training mode. With the layers it was made
/// from if siskin-train wrote it. Throws Error, naming the path, when there is no such file, or
/// nothing in it to train.
Network open_network(const std::string& path);

}  // namespace siskin::model
