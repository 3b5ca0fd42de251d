#pragma once

#include <torch/script.h>
#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/model/model.hpp"
#include "siskin/seq/one_hot.hpp"
#include "support/run_command.hpp"

namespace siskin::test {

using Tensors = std::map<std::string, torch::Tensor>;

/// A TorchScript module of these tensors with this `forward`, saved and opened as users do it.
inline model::Model make_model(const std::string& source, const Tensors& tensors,
                               const model::ModelOptions& options = {}) {
  const TemporaryFolder folder;
  torch::jit::Module module("Model");
  for (const auto& [name, tensor] : tensors) module.register_parameter(name, tensor, false);
  module.define(source);
  const auto path = (folder.path() / "model.pt").string();
  module.save(path);
  return model::Model(path, options);
}

inline model::ModelOptions logits() { return {"cpu", "logit"}; }

/// Two filters of width 2, ReLU, mean over the positions, linear. f(ACGTA) = 0.5625.
inline Tensors t1_tensors() {
  // (filter, channel, tap)
  const auto filters = torch::tensor({1.0F, -0.5F, -0.5F, 1.0F, -0.25F, 0.25F, 0.25F, -0.25F,  //
                                      -0.5F, 0.25F, 0.25F, -0.5F, 1.0F, -0.25F, -0.5F, 1.0F})
                           .view({2, 4, 2});
  return {{"filters", filters},
          {"filter_bias", torch::tensor({-0.5F, -0.25F})},
          {"weight", torch::tensor({2.0F, -1.0F}).view({1, 2})},
          {"bias", torch::tensor({0.25F})}};
}

inline const char* const kT1Source = R"(
def forward(self, x):
    hidden = torch.relu(torch.conv1d(x, self.filters, self.filter_bias))
    return torch.linear(torch.mean(hidden, [2]), self.weight, self.bias)
)";

inline model::Model t1() { return make_model(kT1Source, t1_tensors(), logits()); }

/// f(x) = <weight, x> + 0.5 for weight (4,L).
inline model::Model linear_model(const torch::Tensor& weight_cl) {
  return make_model("def forward(self, x):\n    return torch.sum(x * self.weight, [1, 2]) + 0.5\n",
                    {{"weight", weight_cl}});
}

/// A smooth two-layer network over sequences of any length of at least 4.
inline Tensors smooth_tensors(std::uint64_t seed) {
  torch::manual_seed(seed);
  return {{"filters", torch::randn({6, 4, 4})},
          {"filter_bias", torch::randn({6})},
          {"weight", torch::randn({1, 6})},
          {"bias", torch::randn({1})}};
}

inline const char* const kSmoothSource = R"(
def forward(self, x):
    hidden = torch.tanh(torch.conv1d(x, self.filters, self.filter_bias))
    return torch.linear(torch.mean(hidden, [2]), self.weight, self.bias)
)";

/// (N,4,L)
inline torch::Tensor encode(const std::vector<std::string>& sequences,
                            seq::Ambiguous ambiguous = seq::Ambiguous::kZero) {
  const auto length = static_cast<std::int64_t>(sequences[0].size());
  auto onehot_ncl = torch::zeros({static_cast<std::int64_t>(sequences.size()), 4, length});
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    seq::one_hot(sequences[i],
                 onehot_ncl.data_ptr<float>() + static_cast<std::int64_t>(i) * 4 * length,
                 ambiguous);
  }
  return onehot_ncl;
}

/// The same random one-hot sequences for the same seed, (N,4,L).
inline torch::Tensor random_onehot(std::int64_t count, std::int64_t length, std::uint64_t seed) {
  torch::manual_seed(seed);
  const auto base_nl = torch::randint(4, {count, length});
  return torch::one_hot(base_nl, 4).transpose(1, 2).to(torch::kFloat).contiguous();
}

inline double largest_difference(const torch::Tensor& a, const torch::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

}  // namespace siskin::test
