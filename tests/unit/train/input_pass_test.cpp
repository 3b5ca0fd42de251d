#include "siskin/train/input_pass.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <vector>

#include "siskin/train/gradient_penalties.hpp"
#include "unit/train/small_network.hpp"

namespace siskin::train {
namespace {

struct Gradients {
  at::Tensor input;
  std::vector<at::Tensor> parameters;
};

// Of the outputs by the input, and of a function of that by the parameters.
Gradients gradients(const model::Network& network, const Batch& batch, bool cut) {
  test::zero_grad(network);
  const auto pass = InputPass::run(network, batch.onehot_ncl, {}, cut);
  Gradients result;
  const auto gradient = pass.gradient(pass.outputs().values_nt.sum());
  result.input = gradient.detach();
  backward_to_parameters((gradient * batch.onehot_ncl).square().sum(), network);
  result.parameters = test::grads(network);
  return result;
}

void expect_cutting_changes_nothing(model::Network network) {
  const auto batch = test::random_batch(6, 12, 2);
  for (auto buffer : network.module().buffers()) {
    buffer.add_(torch::linspace(0.1, 0.7, buffer.numel(), torch::kDouble));
  }
  network.set_training(false);
  const auto cut = gradients(network, batch, true);
  const auto whole = gradients(network, batch, false);
  EXPECT_TRUE(torch::allclose(cut.input, whole.input, 1e-12, 1e-14));
  double largest = 0;
  for (std::size_t i = 0; i < cut.parameters.size(); ++i) {
    EXPECT_TRUE(torch::allclose(cut.parameters[i], whole.parameters[i], 1e-12, 1e-14)) << i;
    largest = std::max(largest, whole.parameters[i].abs().max().item<double>());
  }
  EXPECT_GT(largest, 1e-6);
  EXPECT_FALSE(batch.onehot_ncl.requires_grad());
}

TEST(InputPass, GivesTheSameGradientsCutOrWhole) {
  expect_cutting_changes_nothing(test::double_network(test::batch_norm_layers(), 12, 2));
}

TEST(InputPass, KeepsThePathThroughCurvedLayers) {
  expect_cutting_changes_nothing(test::double_network(test::plain_layers(), 12, 2));
}

TEST(InputPass, IsNotCutInFrontOfACurvedHead) {
  architecture::Architecture net{"small", test::batch_norm_layers()};
  architecture::OutputHead head;
  head.layers = {architecture::ActivationLayer{"softplus"}};
  net.heads = {head};
  util::Random random(7);
  auto module = model::build_network(net, 12, 2, random);
  module.to(torch::kDouble);
  expect_cutting_changes_nothing({net, module});
}

TEST(InputPass, TakesResidualBlocksAndAModuleOfUnknownLayers) {
  expect_cutting_changes_nothing(test::double_network(
      {architecture::ConvolutionLayer{5, 5, true, true},
       architecture::ResidualLayer{{architecture::ConvolutionLayer{5, 3, true, true},
                                    architecture::ActivationLayer{"relu"}}},
       architecture::FlattenLayer{}},
      12, 2));
  expect_cutting_changes_nothing(
      model::Network(test::double_network(test::plain_layers(), 12, 2).module()));
}

// Statistics of the batch make batch norm curved.
TEST(InputPass, IsNotCutInTrainingMode) {
  const auto network = test::double_network(
      {architecture::ConvolutionLayer{5, 5, true, true}, architecture::BatchNormLayer{},
       architecture::ActivationLayer{"relu"}, architecture::FlattenLayer{}},
      12, 2);
  const auto batch = test::random_batch(6, 12, 2);
  const auto cut = gradients(network, batch, true);
  const auto whole = gradients(network, batch, false);
  for (std::size_t i = 0; i < cut.parameters.size(); ++i) {
    EXPECT_TRUE(torch::allclose(cut.parameters[i], whole.parameters[i], 1e-12, 1e-14)) << i;
  }
}

}  // namespace
}  // namespace siskin::train
