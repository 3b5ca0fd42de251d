#include "siskin/kernel/stage.hpp"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <string>
#include <vector>

#include "siskin/util/error.hpp"
#include "unit/kernel/expect_close.hpp"

namespace siskin::kernel {
namespace {

BatchNorm stage_norm(std::int64_t channels) {
  BatchNorm norm;
  norm.weight = (torch::rand({channels}) + 0.5).requires_grad_();
  norm.bias = torch::randn({channels}).requires_grad_();
  norm.running_mean = torch::randn({channels});
  norm.running_variance = torch::rand({channels}) + 0.5;
  norm.momentum = 0.1;
  return norm;
}

at::Tensor activate(Activation activation, const at::Tensor& x) {
  if (activation == Activation::kRelu) return torch::relu(x);
  if (activation == Activation::kExponential) return torch::exp(x);
  return x;
}

// The same by LibTorch's own operations, on (N,C,L); dropout is a mask to multiply with.
at::Tensor plain_stage(const Stage& stage, const at::Tensor& x_nlc, const at::Tensor& mask_nlc) {
  auto x = x_nlc.transpose(1, 2);
  if (stage.activation_first) x = activate(stage.activation, x);
  if (stage.batch_norm) {
    const auto& norm = *stage.batch_norm;
    x = torch::batch_norm(x, norm.weight, norm.bias, norm.running_mean, norm.running_variance, true,
                          norm.momentum, norm.epsilon, false);
  }
  if (!stage.activation_first) x = activate(stage.activation, x);
  if (mask_nlc.defined()) x = x * mask_nlc.transpose(1, 2);
  const auto width = stage.pool_width;
  if (stage.pool_same) {
    const auto missing = (width - x.size(2) % width) % width;
    x = torch::constant_pad_nd(x, {missing / 2, missing - missing / 2}, -INFINITY);
  }
  if (width > 1) x = torch::max_pool1d(x, width, width);
  return x.transpose(1, 2);
}

// The mask that a stage with this seed of LibTorch uses, read from its output for ones.
at::Tensor mask_of(const Stage& stage, at::IntArrayRef sizes, std::uint64_t seed) {
  if (stage.dropout == 0) return {};
  torch::manual_seed(seed);
  Stage only;
  only.dropout = stage.dropout;
  return run_stage(only, torch::ones(sizes));
}

void expect_as_plain(Stage stage, at::IntArrayRef sizes, bool with_residual) {
  torch::manual_seed(4);
  auto x = (torch::randn(sizes) + 0.3).requires_grad_();
  std::vector<at::Tensor> by{x};
  at::Tensor residual;
  if (with_residual) by.push_back(residual = torch::randn(sizes).requires_grad_());
  auto other = stage;
  if (stage.batch_norm) {
    stage.batch_norm = stage_norm(sizes[2]);
    other = stage;
    other.batch_norm->running_mean = stage.batch_norm->running_mean.clone();
    other.batch_norm->running_variance = stage.batch_norm->running_variance.clone();
    by.push_back(stage.batch_norm->weight);
    by.push_back(stage.batch_norm->bias);
  }
  auto expected = plain_stage(other, x, mask_of(stage, sizes, 9));
  if (with_residual) expected = expected + residual;
  torch::manual_seed(9);
  const auto found = run_stage(stage, x, residual);
  siskin::test::expect_close(found, expected, "value");
  const auto dy = torch::randn(expected.sizes());
  const auto wanted = torch::autograd::grad({expected}, by, {dy});
  const auto gradients = torch::autograd::grad({found}, by, {dy});
  for (std::size_t i = 0; i < by.size(); ++i)
    siskin::test::expect_close(gradients[i], wanted[i], "gradient");
  if (!stage.batch_norm) return;
  siskin::test::expect_close(stage.batch_norm->running_mean, other.batch_norm->running_mean,
                             "mean");
  siskin::test::expect_close(stage.batch_norm->running_variance, other.batch_norm->running_variance,
                             "variance");
}

// All subsets of the parts: bits are batch norm, activation first, dropout, pool, same.
TEST(RunStage, EqualsLibTorchInValueGradientsAndRunningStatistics) {
  for (const auto activation : {Activation::kNone, Activation::kRelu, Activation::kExponential}) {
    for (unsigned bits = 0; bits < 32; ++bits) {
      Stage stage;
      stage.activation = activation;
      if ((bits & 1U) != 0) stage.batch_norm = BatchNorm{};
      stage.activation_first = (bits & 2U) != 0;
      if ((bits & 4U) != 0) stage.dropout = 0.3;
      if ((bits & 8U) != 0) stage.pool_width = 3;
      stage.pool_same = (bits & 16U) != 0;
      SCOPED_TRACE(std::to_string(static_cast<int>(activation)) + " " + std::to_string(bits));
      expect_as_plain(stage, {6, 20, 5}, (bits & 8U) == 0 && bits % 3 == 0);
    }
  }
}

TEST(RunStage, EqualsLibTorchOverManyBlocksAndTiles) {
  Stage stage;
  stage.batch_norm = BatchNorm{};
  stage.activation = Activation::kRelu;
  stage.dropout = 0.2;
  expect_as_plain(stage, {7, 530, 40}, true);
  stage.pool_width = 40;
  expect_as_plain(stage, {7, 530, 40}, false);
  stage.pool_width = 4;
  expect_as_plain(stage, {90, 31, 24}, false);
}

TEST(RunStage, TreatsDenseLayersAsASinglePosition) {
  Stage stage;
  stage.batch_norm = BatchNorm{};
  stage.activation = Activation::kRelu;
  expect_as_plain(stage, {50, 1, 96}, false);
}

TEST(RunStage, EqualsLibTorchWhereOneTileIsARow) {
  Stage stage;
  stage.batch_norm = BatchNorm{};
  stage.activation = Activation::kRelu;
  stage.dropout = 0.5;
  expect_as_plain(stage, {8, 3, 5000}, false);
}

TEST(RunStage, DoesNotDependOnTheThreads) {
  Stage stage;
  stage.activation = Activation::kRelu;
  stage.dropout = 0.4;
  stage.pool_width = 4;
  torch::manual_seed(2);
  stage.batch_norm = stage_norm(24);
  const auto x = torch::randn({60, 200, 24});
  const auto run = [&](int threads) {
    at::set_num_threads(threads);
    auto input = x.clone().requires_grad_();
    torch::manual_seed(1);
    const auto y = run_stage(stage, input);
    const auto by = std::vector<at::Tensor>{input, stage.batch_norm->weight};
    auto results = torch::autograd::grad({y.pow(2).sum()}, by);
    results.push_back(y);
    return results;
  };
  const int before = at::get_num_threads();
  const auto one = run(1);
  const auto three = run(3);
  at::set_num_threads(before);
  for (std::size_t i = 0; i < one.size(); ++i) EXPECT_TRUE(torch::equal(one[i], three[i])) << i;
}

TEST(RunStage, RefusesGradientsOfGradients) {
  Stage stage;
  stage.activation = Activation::kExponential;
  auto x = torch::randn({2, 3, 4}).requires_grad_();
  const auto y = run_stage(stage, x).sum();
  EXPECT_THROW(torch::autograd::grad({y}, {x}, {}, true, true), Error);
}

TEST(RunStage, RefusesABatchOfOneValueAndAPooledResidual) {
  Stage stage;
  stage.batch_norm = stage_norm(3);
  EXPECT_THROW(run_stage(stage, torch::randn({1, 1, 3})), Error);
  Stage pooled;
  pooled.pool_width = 2;
  const auto x = torch::randn({1, 4, 3});
  EXPECT_THROW(run_stage(pooled, x, x), Error);
}

TEST(RunStage, LetsWhatIsNoNumberThrough) {
  Stage stage;
  stage.activation = Activation::kRelu;
  stage.pool_width = 2;
  const auto x = torch::full({1, 2, 1}, NAN);
  EXPECT_TRUE(run_stage(stage, x).isnan().all().item<bool>());
}

}  // namespace
}  // namespace siskin::kernel
