#include "siskin/train/fused_trunk.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/architecture/named.hpp"
#include "siskin/model/build_network.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::train {
namespace {

using model::Architecture;
using model::Network;

constexpr std::int64_t kLength = 120;

at::Tensor random_onehot(std::int64_t rows) {
  const auto codes = torch::randint(0, 4, {rows, kLength});
  return torch::one_hot(codes, 4).transpose(1, 2).to(torch::kFloat).contiguous();
}

Network build(const Architecture& architecture, std::int64_t seed) {
  util::Random random(static_cast<std::uint64_t>(seed), 0);
  return {architecture, model::build_network(architecture, kLength, 2, random)};
}

void expect_close(const at::Tensor& found, const at::Tensor& expected, const std::string& what) {
  ASSERT_EQ(found.sizes(), expected.sizes()) << what;
  const double scale = expected.abs().max().item<double>() + 1e-2;
  EXPECT_LT((found - expected).abs().max().item<double>() / scale, 1e-4) << what;
}

// Beside gradients in double. Where a ReLU is at its kink or batch norm takes away what a layer in
// front of it learns, those in float are far from exact whoever computes them.
void expect_gradients(const std::vector<at::Tensor>& fused, const std::vector<at::Tensor>& plain,
                      const std::vector<at::Tensor>& exact) {
  double whole = 0;
  for (const auto& one : exact) whole += one.grad().norm().item<double>();
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const auto truth = exact[i].grad();
    const double size = truth.norm().item<double>();
    const double error = (fused[i].grad() - truth).norm().item<double>();
    const double usual = (plain[i].grad() - truth).norm().item<double>();
    EXPECT_LT(error, 1e-4 * size + 3 * usual + 1e-6 * whole) << "gradient " << i;
  }
}

std::int64_t pick(std::int64_t most) { return torch::randint(most, {1}).item<std::int64_t>(); }

// x + f(x), f one or two convolutions that may lose positions.
architecture::ResidualLayer random_residual(std::int64_t channels) {
  architecture::ResidualLayer residual;
  for (std::int64_t i = 0; i <= pick(2); ++i) {
    architecture::ConvolutionLayer convolution;
    convolution.filters = channels;
    convolution.width = 1 + pick(4);
    convolution.dilation = 1 + pick(6);
    convolution.same_padding = pick(3) > 0;
    residual.layers.emplace_back(convolution);
    if (pick(2) == 0) residual.layers.emplace_back(architecture::BatchNormLayer{});
    if (pick(2) == 0) residual.layers.emplace_back(architecture::ActivationLayer{"relu"});
  }
  return residual;
}

// What no stage takes.
architecture::Layer random_other(std::int64_t kind) {
  if (kind == 0) return architecture::AveragePoolLayer{2, true};
  if (kind == 1) return architecture::CropLayer{1, 0};
  if (kind == 2) return architecture::LayerNormLayer{};
  return architecture::MaxPoolLayer{3, true, 1};
}

// Convolutions with everything that may follow them, in a random order; dense layers at the end.
Architecture random_architecture() {
  Architecture net{"random", {}};
  const std::vector<std::string> functions{"relu", "exponential", "tanh", "linear", "elu"};
  for (std::int64_t block = 0; block < 3; ++block) {
    architecture::ConvolutionLayer convolution;
    convolution.filters = 4 * (1 + pick(4));
    convolution.width = 1 + pick(9);
    convolution.same_padding = pick(2) == 0;
    convolution.bias = pick(2) == 0;
    convolution.dilation = 1 + pick(2);
    convolution.groups = pick(3) == 0 ? 4 : 1;
    convolution.stride = pick(5) == 0 ? 2 : 1;
    net.layers.emplace_back(convolution);
    const architecture::ActivationLayer activation{
        block == 0 ? functions[static_cast<std::size_t>(pick(5))] : "relu"};
    const auto order = pick(3);
    if (order == 0) net.layers.emplace_back(activation);
    if (order < 2) net.layers.emplace_back(architecture::BatchNormLayer{1e-3, 0.1});
    if (order > 0) net.layers.emplace_back(activation);
    if (pick(3) == 0) net.layers.emplace_back(random_residual(convolution.filters));
    if (pick(2) == 0) net.layers.emplace_back(architecture::MaxPoolLayer{2, pick(2) == 0});
    if (pick(3) == 0) net.layers.emplace_back(architecture::BatchNormLayer{});
    if (pick(3) == 0) net.layers.emplace_back(random_other(pick(4)));
  }
  net.layers.emplace_back(architecture::FlattenLayer{});
  net.layers.emplace_back(architecture::DenseLayer{7, pick(2) == 0});
  net.layers.emplace_back(architecture::BatchNormLayer{});
  net.layers.emplace_back(architecture::ActivationLayer{"relu"});
  return net;
}

TEST(FusedTrunk, EqualsTheModulesInValueGradientsAndRunningStatistics) {
  for (std::int64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    torch::manual_seed(static_cast<std::uint64_t>(seed));
    const auto architecture = random_architecture();
    const auto plain = build(architecture, seed);
    const auto exact = build(architecture, seed);
    auto fused = build(architecture, seed);
    fused.set_trunk_runner(fused_trunk(fused));
    const auto x = random_onehot(9);
    const auto weights = torch::randn({9, 2});
    const auto expected = plain.forward(x, {}).values_nt;
    const auto found = fused.forward(x, {}).values_nt;
    expect_close(found, expected, "values");
    (expected * weights).sum().backward();
    (found * weights).sum().backward();
    auto module = exact.module();
    module.to(torch::kDouble);
    const auto truth = exact.forward(x.to(torch::kDouble), {}).values_nt;
    (truth * weights.to(torch::kDouble)).sum().backward();
    expect_gradients(fused.parameters(), plain.parameters(), exact.parameters());
    for (const auto& buffer : plain.module().named_buffers()) {
      for (const auto& other : fused.module().named_buffers()) {
        if (other.name == buffer.name) expect_close(other.value, buffer.value, buffer.name);
      }
    }
  }
}

TEST(FusedTrunk, DropsAsTheSeedOfLibTorchSays) {
  auto network = build(architecture::named_architecture("cnn-dist"), 1);
  const auto run = fused_trunk(network);
  const auto x = random_onehot(5);
  torch::manual_seed(1);
  const auto first = run(x);
  const auto second = run(x);
  torch::manual_seed(1);
  EXPECT_TRUE(torch::equal(run(x), first));
  EXPECT_FALSE(torch::equal(first, second));
  // The last layer drops half of what is left, and doubles the rest.
  network.set_training(false);
  EXPECT_GT((first == 0).to(torch::kFloat).mean().item<float>(), 0.5);
}

TEST(FusedTrunk, RefusesGradientsOfGradients) {
  auto network = build(architecture::named_architecture("cnn-local"), 1);
  network.set_trunk_runner(fused_trunk(network));
  const auto loss = network.forward(random_onehot(5), {}).values_nt.pow(2).sum();
  EXPECT_THROW(torch::autograd::grad({loss}, network.parameters(), {}, true, true), Error);
}

TEST(FusedTrunk, LeavesOtherNumbersToTheModules) {
  auto network = build(architecture::named_architecture("cnn-local"), 1);
  auto module = network.module();
  module.to(torch::kDouble);
  const auto y = fused_trunk(network)(random_onehot(5).to(torch::kDouble));
  EXPECT_EQ(y.scalar_type(), torch::kDouble);
}

TEST(FusedTrunk, IsEmptyForAModuleWithoutLayers) {
  EXPECT_FALSE(fused_trunk(Network(torch::jit::Module("other"))));
}

TEST(FusedProfile, EqualsTheModulesInProfileAndGradients) {
  for (const std::string name : {"bpnet", "fourier-profile-matched"}) {
    auto architecture = architecture::named_architecture(name);
    const architecture::NetworkShape shape{1400, 1, 200, 2, 2};
    const auto make = [&] {
      util::Random random(3, 0);
      return Network(architecture, model::build_network(architecture, shape, random));
    };
    const auto plain = make();
    auto fused = make();
    fused.set_trunk_runner(fused_trunk(fused));
    fused.set_profile_runner(fused_profile(fused));
    torch::manual_seed(1);
    const auto x =
        torch::one_hot(torch::randint(0, 4, {2, 1400}), 4).transpose(1, 2).to(torch::kFloat);
    const auto controls = torch::rand({2, 2, 1400});
    const auto expected = plain.forward(x, controls).profile_ntos;
    const auto found = fused.forward(x, controls).profile_ntos;
    expect_close(found, expected, name);
    const auto weights = torch::randn(expected.sizes());
    (expected * weights).sum().backward();
    (found * weights).sum().backward();
    const auto wanted = plain.parameters();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!wanted[i].grad().defined()) continue;  // the count head's
      expect_close(fused.parameters()[i].grad(), wanted[i].grad(), name);
    }
  }
}

TEST(FusedProfile, IsEmptyWithoutAProfile) {
  const auto network = build(architecture::named_architecture("cnn-local"), 1);
  EXPECT_FALSE(fused_profile(network));
}

}  // namespace
}  // namespace siskin::train
