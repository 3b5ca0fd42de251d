#include "siskin/model/network.hpp"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

#include "siskin/architecture/architecture_json.hpp"
#include "siskin/architecture/named.hpp"
#include "siskin/model/build_network.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::model {
namespace {

constexpr std::int64_t kInputLength = 100;

Network make_network() {
  util::Random random(3);
  const auto net = architecture::named_architecture("cnn-local");
  return {net, build_network(net, kInputLength, 2, random)};
}

torch::Tensor input() {
  torch::manual_seed(1);
  return torch::rand({3, 4, kInputLength});
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

TEST(Network, AnyModuleMayGiveProfileAndCounts) {
  torch::jit::Module module("M");
  module.register_parameter("w", torch::ones({1}), false);
  module.define(
      "def forward(self, x: Tensor, control: Optional[Tensor]=None) -> Dict[str, Tensor]:\n"
      "  return {'profile': x.unsqueeze(3) * self.w, 'counts': x.sum([1, 2]).unsqueeze(1)}\n");
  const auto outputs = Network(module).forward(input(), {});
  EXPECT_FALSE(outputs.values_nt.defined());
  EXPECT_TRUE(torch::equal(outputs.profile_ntos, input().unsqueeze(3)));
  EXPECT_TRUE(
      torch::equal(outputs.log_counts_nt, input().sum(torch::IntArrayRef({1, 2})).unsqueeze(1)));
}

TEST(Network, SaysInOneLineWhyAnyModuleFails) {
  torch::jit::Module module("M");
  module.define("def forward(self, x: Tensor) -> Tensor:\n  return x.view([-1, 7])\n");
  const auto message = test::error_message([&] { Network(module).forward(input(), {}); });
  EXPECT_EQ(message.rfind("the network fails on sequences of 100 bases: ", 0), 0U) << message;
}

TEST(Network, RefusesAModuleWithoutTheLayersOfItsArchitecture) {
  auto net = architecture::named_architecture("cnn-local");
  const auto module = make_network().module();
  net.layers.emplace_back(architecture::DenseLayer{3, true});
  EXPECT_EQ(test::error_message([&] { Network(net, module); }), "the network has no layer dense2");
}

Network make_profile_network() {
  util::Random random(3);
  const auto net = architecture::parse_architecture(
      R"({"name": "n", "layers": [{"type": "conv", "filters": 6, "width": 5},
          {"type": "residual", "layers": [{"type": "conv", "filters": 6, "width": 3},
                                          {"type": "activation", "function": "relu"}]},
          {"type": "attention", "key_width": 2}],
          "heads": [{"type": "profile", "width": 3, "controls": "matched", "mix_tracks": true},
                    {"type": "counts", "controls": "matched", "mix_tracks": true,
                     "layers": [{"type": "conv", "filters": 2, "width": 1}]}]})",
      "n.json");
  return {net, build_network(net, {kInputLength, 2, 40, 1, 2}, random)};
}

TEST(Network, RunsProfileHeadsWithTheirControls) {
  const auto network = make_profile_network();
  const auto control = torch::rand({3, 2, kInputLength});
  auto module = network.module();
  const auto expected = module.forward({input(), control}).toGenericDict();
  const auto outputs = network.forward(input(), control);
  EXPECT_TRUE(torch::equal(outputs.profile_ntos, expected.at("profile").toTensor()));
  EXPECT_TRUE(torch::equal(outputs.log_counts_nt, expected.at("counts").toTensor()));
  EXPECT_FALSE(outputs.values_nt.defined());
  const auto without = network.forward(input(), {});
  EXPECT_TRUE(torch::equal(without.profile_ntos,
                           network.forward(input(), torch::zeros_like(control)).profile_ntos));
}

TEST(Network, LeavesTheProfilesConvolutionToItsRunnerInTraining) {
  auto network = make_profile_network();
  const auto control = torch::rand({3, 2, kInputLength});
  const auto expected = network.forward(input(), control).profile_ntos;
  auto convolution = network.module().attr("profile").toModule().attr("convolution").toModule();
  int calls = 0;
  network.set_trunk_runner(
      [&](const at::Tensor& x) { return network.run_trunk(0, network.trunk().size(), x); });
  network.set_profile_runner([&](const at::Tensor& x) {
    ++calls;
    return convolution.forward({x}).toTensor();
  });
  EXPECT_TRUE(torch::equal(network.forward(input(), control).profile_ntos, expected));
  EXPECT_EQ(calls, 1);
  network.forward(input().requires_grad_(), control);
  network.set_training(false);
  network.forward(input(), control);
  EXPECT_EQ(calls, 1);
}

TEST(Network, KernelsHoldEveryWeightOfTheLayers) {
  util::Random random(3);
  const auto architecture = architecture::named_architecture("cnn-dist");
  const Network network(architecture, build_network(architecture, 200, 1, random));
  std::int64_t count = 0;
  for (const auto& kernel : network.kernels()) count += kernel.weight.numel();
  EXPECT_EQ(network.kernels().size(), 5U);
  EXPECT_EQ(count, 4 * 24 * 19 + 24 * 32 * 7 + 32 * 48 * 7 + 48 * 64 * 3 + 192 * 96);
}

TEST(Network, KernelsInsideOthersHaveDottedNames) {
  std::vector<std::string> names;
  for (const auto& kernel : make_profile_network().kernels()) names.push_back(kernel.layer);
  EXPECT_EQ(names, (std::vector<std::string>{"conv1", "residual1.conv1", "attention1.query",
                                             "attention1.key", "attention1.value",
                                             "attention1.projection", "counts.conv1"}));
}

TEST(OpenNetwork, RebuildsTheLayersOfWhatSiskinSaved) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "model.pt").string();
  auto saved = make_profile_network();
  Metadata metadata;
  metadata.rest["architecture"] = architecture::to_json(*saved.architecture());
  save_network(saved.module(), metadata, path);
  auto opened = open_network(path);
  EXPECT_EQ(opened.trunk().size(), 3U);
  EXPECT_TRUE(opened.is_training());
  const auto outputs = opened.forward(input(), {});
  EXPECT_TRUE(torch::equal(outputs.profile_ntos, saved.forward(input(), {}).profile_ntos));
  outputs.profile_ntos.sum().backward();
  for (const auto& parameter : opened.trunk()[0].module.parameters()) {
    EXPECT_TRUE(parameter.grad().defined());
  }
}

TEST(OpenNetwork, TakesAnyModuleWithParametersAsAWhole) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "model.pt").string();
  torch::jit::Module module("M");
  module.register_parameter("w", torch::ones({4, 1}), false);
  module.define(
      "def forward(self, x: Tensor) -> Tensor:\n  return torch.matmul(x.sum(2), self.w)\n");
  module.save(path);
  const auto opened = open_network(path);
  EXPECT_FALSE(opened.architecture().has_value());
  opened.forward(input(), {}).values_nt.sum().backward();
  EXPECT_TRUE(torch::allclose(opened.parameters()[0].grad(),
                              input().sum(torch::IntArrayRef({0, 2})).unsqueeze(1)));
}

TEST(OpenNetwork, RefusesWhatCannotBeTrained) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "model.pt").string();
  EXPECT_EQ(test::error_message([&] { open_network(path); }),
            path + ": open: No such file or directory");
  torch::jit::Module module("M");
  module.define("def forward(self, x: Tensor) -> Tensor:\n  return x\n");
  module.save(path);
  EXPECT_NE(test::error_message([&] { open_network(path); }).find("no parameters to train"),
            std::string::npos);
}

}  // namespace
}  // namespace siskin::model
