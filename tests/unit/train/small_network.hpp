#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "siskin/model/build_network.hpp"
#include "siskin/model/network.hpp"
#include "siskin/train/batch.hpp"
#include "siskin/util/random.hpp"

namespace siskin::train::test {

/// A network of these layers in double precision, in training mode.
inline model::Network double_network(const std::vector<model::Layer>& layers, std::int64_t length,
                                     std::int64_t outputs) {
  const model::Architecture architecture{"small", layers};
  util::Random random(7);
  auto module = model::build_network(architecture, length, outputs, random);
  module.to(torch::kDouble);
  return {architecture, module};
}

/// Random sequences of `length` with labels 0 and 1, the rows with label 1 of the first task
/// positive.
inline Batch random_batch(std::int64_t rows, std::int64_t length, std::int64_t tasks) {
  util::Random random(11);
  Batch batch;
  batch.onehot_ncl = torch::zeros({rows, 4, length}, torch::kDouble);
  batch.labels_nt = torch::zeros({rows, tasks}, torch::kDouble);
  for (std::int64_t n = 0; n < rows; ++n) {
    for (std::int64_t i = 0; i < length; ++i) {
      batch.onehot_ncl[n][static_cast<std::int64_t>(random.below(4))][i] = 1;
    }
    for (std::int64_t t = 0; t < tasks; ++t) batch.labels_nt[n][t] = (n + t) % 2 == 0 ? 1 : 0;
  }
  batch.positive_n = batch.labels_nt.select(1, 0) > 0.5;
  return batch;
}

/// Convolution, activation, pooling, dense: nothing random, no batch norm.
inline std::vector<model::Layer> plain_layers() {
  return {architecture::ConvolutionLayer{5, 5, true, true},
          architecture::ActivationLayer{"exponential"},
          architecture::MaxPoolLayer{2, false},
          architecture::ConvolutionLayer{4, 3, true, true},
          architecture::ActivationLayer{"softplus"},
          architecture::FlattenLayer{},
          architecture::DenseLayer{6, true},
          architecture::ActivationLayer{"relu"}};
}

/// With batch norm as the last but the output layer, as in the binary network of Tseng et al. 2020.
inline std::vector<model::Layer> batch_norm_layers() {
  return {architecture::ConvolutionLayer{5, 5, true, true},
          architecture::ActivationLayer{"relu"},
          architecture::BatchNormLayer{},
          architecture::MaxPoolLayer{2, false},
          architecture::FlattenLayer{},
          architecture::DenseLayer{6, true},
          architecture::ActivationLayer{"relu"},
          architecture::BatchNormLayer{}};
}

/// A network of plain_layers(), for 12 bases and 2 outputs.
inline model::Network plain_network() { return double_network(plain_layers(), 12, 2); }

inline void zero_grad(const model::Network& network) {
  for (auto& parameter : network.parameters()) parameter.mutable_grad() = at::Tensor();
}

/// Copies of the parameters' grads; zeros where there is none.
inline std::vector<at::Tensor> grads(const model::Network& network) {
  std::vector<at::Tensor> list;
  for (const auto& parameter : network.parameters()) {
    list.push_back(parameter.grad().defined() ? parameter.grad().clone()
                                              : torch::zeros_like(parameter));
  }
  return list;
}

}  // namespace siskin::train::test
