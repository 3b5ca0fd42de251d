#include "siskin/model/network.hpp"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

#include "siskin/model/build_network.hpp"

namespace siskin::model {
namespace {

constexpr std::int64_t kLength = 100;

Network make_network() {
  util::Random random(3);
  const auto architecture = named_architecture("cnn-local", "relu");
  return {architecture, build_network(architecture, kLength, 2, random)};
}

torch::Tensor input() {
  torch::manual_seed(1);
  return torch::rand({3, 4, kLength});
}

TEST(Network, ForwardIsTheModule) {
  auto network = make_network();
  network.set_training(false);
  auto module = network.module();
  const auto expected = module.forward({input()}).toTensor();
  EXPECT_TRUE(torch::equal(network.forward(input(), {}).values_nt, expected));
}

TEST(Network, TrunkInTwoPartsIsTheTrunkInOne) {
  auto network = make_network();
  network.set_training(false);
  const auto last = network.trunk().size();
  const auto half = network.run_trunk(0, 5, input());
  EXPECT_TRUE(torch::equal(network.run_trunk(5, last, half), network.run_trunk(0, last, input())));
}

TEST(Network, RunnerServesTrainingOnly) {
  auto network = make_network();
  int calls = 0;
  network.set_trunk_runner([&](const at::Tensor& x) {
    ++calls;
    return network.run_trunk(0, network.trunk().size(), x);
  });
  network.set_training(true);
  network.forward(input(), {});
  EXPECT_EQ(calls, 1);
  network.forward(input().requires_grad_(), {});
  network.set_training(false);
  network.forward(input(), {});
  EXPECT_EQ(calls, 1);
}

TEST(Network, KernelsLeaveOutTheOutputLayerAndBatchNorm) {
  std::vector<std::string> names;
  for (const auto& kernel : make_network().kernels()) names.push_back(kernel.layer);
  EXPECT_EQ(names, (std::vector<std::string>{"conv1", "conv2", "dense1"}));
}

TEST(Network, AnyModuleIsOneLayerThatCannotBeTakenApart) {
  torch::jit::Module module("M");
  module.register_parameter("w", torch::ones({4, 1}), false);
  module.define(
      "def forward(self, x: Tensor) -> Tensor:\n  return torch.matmul(x.sum(2), self.w)\n");
  const Network network(module);
  EXPECT_TRUE(network.trunk().empty());
  const auto expected = input().sum({1, 2});
  EXPECT_TRUE(torch::allclose(network.forward(input(), {}).values_nt.squeeze(1), expected));
  EXPECT_EQ(network.parameters().size(), 1U);
}

}  // namespace
}  // namespace siskin::model
