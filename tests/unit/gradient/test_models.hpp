#pragma once

#include <torch/script.h>
#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/gradient/explanation.hpp"
#include "siskin/model/function.hpp"
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

inline model::ModelOptions logits() {
  model::ModelOptions options;
  options.output_kind = "logit";
  return options;
}

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

/// All outputs of a model that gives (N) or (N,O), one column each.
inline model::Function every_output(model::Model& model) {
  return {model, "    return torch.flatten(torch.unsqueeze(output, 1), 1)\n"};
}

/// A batch numbered from 0; references_nrcl may be undefined.
inline gradient::Batch batch_of(const torch::Tensor& onehot_ncl,
                                const torch::Tensor& references_nrcl = {}) {
  gradient::Batch batch{onehot_ncl, references_nrcl, {}};
  batch.numbers.resize(static_cast<std::size_t>(onehot_ncl.size(0)));
  std::iota(batch.numbers.begin(), batch.numbers.end(), std::uint64_t{0});
  return batch;
}

/// The sequences first .. last-1 of a batch, with their numbers.
inline gradient::Batch part_of(const gradient::Batch& batch, std::int64_t first,
                               std::int64_t last) {
  gradient::Batch part{batch.onehot_ncl.slice(0, first, last), {}, {}};
  if (batch.references_nrcl.defined()) {
    part.references_nrcl = batch.references_nrcl.slice(0, first, last);
  }
  part.numbers.assign(batch.numbers.begin() + first, batch.numbers.begin() + last);
  return part;
}

/// Zeros as the one reference of each sequence, (N,1,4,L).
inline torch::Tensor zero_references(const torch::Tensor& onehot_ncl) {
  return torch::zeros_like(onehot_ncl).unsqueeze(1);
}

/// f(a, b, c) of three single cells, the first three channels of a sequence of one position:
/// `value` is an expression of them.
inline model::Model toy(const std::string& value) {
  return make_model(
      "def forward(self, x):\n    a = x[:, 0, 0]\n    b = x[:, 1, 0]\n    c = x[:, 2, 0]\n"
      "    return " +
          value + "\n",
      {{"unused", torch::zeros({1})}});
}

/// The input of a toy.
inline torch::Tensor toy_input(float a, float b, float c = 0) {
  return torch::tensor({a, b, c, 0.0F}).view({1, 4, 1});
}

/// Central differences of f: (1,4,L) -> (K) at x in float64, (K,4,L).
template <typename Values>
torch::Tensor finite_differences(const Values& f, const torch::Tensor& onehot_1cl) {
  constexpr double kStep = 1e-6;
  const auto x = onehot_1cl.to(torch::kDouble);
  std::vector<torch::Tensor> columns;
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    auto up = x.clone();
    auto down = x.clone();
    up.view({-1})[i] += kStep;
    down.view({-1})[i] -= kStep;
    columns.push_back((f(up) - f(down)) / (2 * kStep));
  }
  return torch::stack(columns, 1).view({-1, 4, x.size(2)});
}

inline Tensors in_double(Tensors tensors) {
  for (auto& [name, tensor] : tensors) tensor = tensor.to(torch::kDouble);
  return tensors;
}

inline double largest_difference(const torch::Tensor& a, const torch::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

}  // namespace siskin::test
