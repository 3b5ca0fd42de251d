#include "siskin/train/set_pass.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

#include "unit/train/motif_examples.hpp"

namespace siskin::train {
namespace {

// Labels alternate 1, 0; a constant logit z costs (softplus(z) + softplus(-z)) / 2 on average.
TEST(Judge, AveragesTheLossOverAllExamplesWhateverTheBatches) {
  MotifExamples set(1030, 1);
  torch::jit::Module module("M");
  module.define("def forward(self, x: Tensor) -> Tensor:\n  return x.sum([1, 2]) * 0.0 + 1.0\n");
  model::Network network(module);
  const Objective objective({}, network);
  const auto judged = judge_network(network, set, {}, objective);
  const double expected = (std::log1p(std::exp(1.0)) + std::log1p(std::exp(-1.0))) / 2;
  EXPECT_NEAR(judged.result.loss, expected, 1e-6);
  EXPECT_EQ(judged.result.examples, 1030);
  EXPECT_TRUE(judged.constant);
  EXPECT_DOUBLE_EQ(judged.result.metrics[0].second, 0.5);
}

}  // namespace
}  // namespace siskin::train
