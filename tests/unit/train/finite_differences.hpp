#pragma once

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "siskin/train/objective.hpp"
#include "unit/train/small_network.hpp"

namespace siskin::train::test {

using Weights = std::map<std::string, double>;

/// What backward() minimises: the terms it names, each with its weight.
inline double total(Objective& objective, const Batch& batch, const Weights& weights) {
  double sum = 0;
  for (const auto& [name, value] : objective.backward(batch, {3, 4, 5})) {
    sum += weights.count(name) == 0 ? 0 : weights.at(name) * value;
  }
  return sum;
}

/// Length of the difference between gradient and central differences over that of the gradient.
inline double relative_error(const ObjectiveSettings& settings, model::Network network,
                             const Batch& batch, const Weights& weights) {
  const torch::NoGradGuard no_grad;
  constexpr double kStep = 1e-6;
  Objective objective(settings, network);
  {
    const torch::AutoGradMode with_graph(true);
    zero_grad(network);
    objective.backward(batch, {3, 4, 5});
  }
  const auto gradients = grads(network);
  double difference = 0;
  double length = 0;
  std::size_t p = 0;
  for (const auto& parameter : network.parameters()) {
    const auto gradient = gradients[p++].flatten();
    auto values = parameter.detach().view(-1);
    for (std::int64_t i = 0; i < values.numel(); ++i) {
      const double before = values[i].item<double>();
      const torch::AutoGradMode with_graph(true);
      const auto at = [&](double value) {
        values.data()[i].fill_(value);
        return total(objective, batch, weights);
      };
      const double numeric = (at(before + kStep) - at(before - kStep)) / (2 * kStep);
      values.data()[i].fill_(before);
      const double exact = gradient[i].item<double>();
      difference += (numeric - exact) * (numeric - exact);
      length += exact * exact;
    }
  }
  EXPECT_GT(length, 0);
  return std::sqrt(difference / length);
}

}  // namespace siskin::train::test
