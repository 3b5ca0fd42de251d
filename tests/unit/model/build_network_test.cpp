#include "siskin/model/build_network.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "siskin/architecture/describe.hpp"
#include "siskin/architecture/modifiers.hpp"
#include "siskin/architecture/named.hpp"
#include "siskin/model/model.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::model {
namespace {

using architecture::ConvolutionLayer;
using architecture::FlattenLayer;
using architecture::MaxPoolLayer;

torch::jit::Module build(const std::string& name, const std::string& activation = "relu") {
  util::Random random(7);
  auto net = architecture::named_architecture(name);
  architecture::set_first_activation(net, activation);
  return build_network(net, 200, 1, random);
}

// A shape that `name` can be built for, with controls where it takes them.
NetworkShape usual_shape(const std::string& name) {
  NetworkShape shape;
  shape.tasks = 2;
  if (name.find("fourier-profile") == 0 || name == "bpnet") shape.strands = 2;
  if (name == "fourier-profile-matched") shape.controls = 4;
  if (name == "fourier-profile-shared" || name == "bpnet") shape.controls = 2;
  return shape;
}

// Counts of the published models: Koo & Ploenzke 2021; Labelson, Tripathy & Koo 2021; Tseng et al.
// 2020.
TEST(BuildNetwork, HasThePublishedNumbersOfParameters) {
  const auto count = [](const std::string& name, const NetworkShape& shape) {
    util::Random random(7);
    return parameter_count(build_network(architecture::named_architecture(name), shape, random));
  };
  EXPECT_EQ(count("cnn-2", {200, 12}), 156740);
  EXPECT_EQ(count("cnn-50", {200, 12}), 156740);
  EXPECT_EQ(count("cnn-deep", {200, 12}), 286700);
  EXPECT_EQ(count("cnn-local", {200, 1}), 14929);
  EXPECT_EQ(count("cnn-dist", {200, 1}), 46225);
  EXPECT_EQ(count("basset", {600, 164}), 4132364);
  EXPECT_EQ(count("residualbind", {400, 1}), 31665);
  EXPECT_EQ(count("deepnet", {200, 1}), 49561);
  EXPECT_EQ(count("fourier-binary", {1000, 4}), 196913);
  EXPECT_EQ(count("fourier-profile-matched", {1346, 4, 1000, 2, 8}), 118560);
  EXPECT_EQ(count("fourier-profile-shared", {1346, 3, 1000, 2, 2}), 108808);
}

TEST(BuildNetwork, HasTheParametersThatDescribeSays) {
  for (const auto& name : architecture::architecture_names()) {
    const auto net = architecture::named_architecture(name);
    util::Random random(7);
    EXPECT_EQ(parameter_count(build_network(net, usual_shape(name), random)),
              architecture::parameter_count(architecture::describe(net, usual_shape(name))))
        << name;
  }
}

TEST(BuildNetwork, KeepsTheWeightsOfEarlierReleases) {
  // The first numbers of the generator, scaled to Glorot's limit, in the order of the layers.
  const auto network = build("cnn-local");
  util::Random random(7);
  const double first = std::sqrt(6.0 / ((4 + 24) * 19));
  const auto kernel = network.attr("conv1").toModule().attr("weight").toTensor().flatten();
  for (std::int64_t i = 0; i < kernel.numel(); ++i) {
    ASSERT_EQ(kernel[i].item<float>(), static_cast<float>((2 * random.uniform() - 1) * first));
  }
  const double second = std::sqrt(6.0 / ((24 + 48) * 3));
  EXPECT_EQ(network.attr("conv2").toModule().attr("weight").toTensor()[0][0][0].item<float>(),
            static_cast<float>((2 * random.uniform() - 1) * second));
}

TEST(BuildNetwork, JoinsSeveralOutputsInTheirOrder) {
  const Architecture net{"net",
                         {FlattenLayer{}},
                         {architecture::OutputHead{"a", {architecture::DenseLayer{3, true}}, 2},
                          architecture::OutputHead{"b"}}};
  util::Random random(1);
  auto network = build_network(net, 5, 6, random);
  const auto x = torch::rand({3, 4, 5});
  const auto flat = x.flatten(1);
  const auto values = network.forward({x}).toTensor();
  EXPECT_EQ(values.sizes(), torch::IntArrayRef({3, 6}));
  EXPECT_TRUE(
      torch::equal(values.slice(1, 2, 6), network.attr("b").toModule().forward({flat}).toTensor()));
  EXPECT_TRUE(
      torch::equal(values.slice(1, 0, 2), network.attr("a").toModule().forward({flat}).toTensor()));
}

TEST(BuildNetwork, GivesProfileAndCountsByName) {
  for (const auto* name : {"fourier-profile", "fourier-profile-matched", "bpnet"}) {
    util::Random random(1);
    const auto net = architecture::named_architecture(name);
    const auto shape = usual_shape(name);
    auto network = build_network(net, shape, random);
    network.eval();
    const torch::NoGradGuard no_grad;
    const auto x = torch::rand({2, 4, net.input_length});
    const auto outputs = network.forward({x}).toGenericDict();
    EXPECT_EQ(outputs.at("profile").toTensor().sizes(), torch::IntArrayRef({2, 2, 1000, 2}));
    EXPECT_EQ(outputs.at("counts").toTensor().size(1), std::string(name) == "bpnet" ? 2 : 4);
    if (shape.controls == 0) continue;
    const auto zeros = torch::zeros({2, shape.controls, net.input_length});
    const auto same = network.forward({x, zeros}).toGenericDict();
    const auto more = network.forward({x, zeros + 1}).toGenericDict();
    for (const auto* key : {"profile", "counts"}) {
      EXPECT_TRUE(torch::equal(outputs.at(key).toTensor(), same.at(key).toTensor()));
      EXPECT_FALSE(torch::allclose(outputs.at(key).toTensor(), more.at(key).toTensor()));
    }
  }
}

TEST(BuildNetwork, RefusesAShapeThatDoesNotFit) {
  util::Random random(1);
  const auto net = architecture::named_architecture("bpnet");
  EXPECT_THROW(build_network(net, {2114, 1, 2200, 2, 0}, random), Error);
  EXPECT_THROW(build("cnn-nothing"), Error);
}

TEST(BuildNetwork, ComputesConvolutionAndPoolingAsWrittenOut) {
  // One filter of width 2 ("same": Keras pads the odd position on the right), pool of 2 with an
  // incomplete last window, then the output layer.
  const Architecture net{
      "tiny", {ConvolutionLayer{1, 2, true, false}, MaxPoolLayer{2, true}, FlattenLayer{}}};
  util::Random random(1);
  auto network = build_network(net, 3, 1, random);
  network.eval();
  const torch::NoGradGuard no_grad;
  network.attr("conv1").toModule().attr("weight").toTensor().copy_(
      torch::tensor({1.F, 2.F, 3.F, 4.F, 5.F, 6.F, 7.F, 8.F}).view({1, 4, 2}));
  network.attr("output").toModule().attr("weight").toTensor().copy_(torch::tensor({{10.F, 1.F}}));
  network.attr("output").toModule().attr("bias").toTensor().fill_(0.5);
  // ACG: taps (1,4)=5, (3,6)=9, (5,0)=5; windows max(5,9)=9, 5; 10*9 + 5 + 0.5.
  auto acg = torch::zeros({1, 4, 3});
  for (int i = 0; i < 3; ++i) acg.index_put_({0, i, i}, 1.0F);
  EXPECT_FLOAT_EQ(network.forward({acg}).toTensor().item<float>(), 95.5F);
}

TEST(BuildNetwork, PadsBothSidesOfAPoolAsKerasDoes) {
  // Seven positions, windows of 5: padding 3 = 1 left + 2 right, windows {-,0,1,2,3} and
  // {4,5,6,-,-}.
  const Architecture net{"pool", {MaxPoolLayer{5, true}, FlattenLayer{}}};
  util::Random random(1);
  auto network = build_network(net, 7, 1, random);
  network.eval();
  const auto values = torch::tensor({0.F, 1.F, 2.F, 9.F, 8.F, 3.F, 4.F}).view({1, 1, 7});
  const auto pooled = network.attr("max_pool1").toModule().forward({values.expand({1, 4, 7})});
  EXPECT_FLOAT_EQ(pooled.toTensor().index({0, 0, 0}).item<float>(), 9.F);
  EXPECT_FLOAT_EQ(pooled.toTensor().index({0, 0, 1}).item<float>(), 8.F);
}

TEST(BuildNetwork, DrawsGlorotUniformKernels) {
  const auto network = build("cnn-local");
  const auto kernel = network.attr("conv1").toModule().attr("weight").toTensor();
  const double limit = std::sqrt(6.0 / ((4 + 24) * 19));
  EXPECT_LE(kernel.abs().max().item<double>(), limit);
  EXPECT_GT(kernel.abs().max().item<double>(), 0.98 * limit);
  // The variance of a uniform distribution on +-limit is limit^2 / 3; 1824 draws.
  EXPECT_NEAR(kernel.var().item<double>(), limit * limit / 3, 0.1 * limit * limit / 3);
}

TEST(BuildNetwork, GivesTheSameWeightsForTheSameSeed) {
  const auto first = build("cnn-dist");
  const auto second = build("cnn-dist");
  auto other = second.parameters().begin();
  for (const auto& parameter : first.parameters()) {
    EXPECT_TRUE(torch::equal(parameter, *other));
    ++other;
  }
}

TEST(BuildNetwork, TreatsTheSequencesOfABatchAloneInEvaluationMode) {
  auto network = build("cnn-dist", "exponential");
  network.eval();
  const torch::NoGradGuard no_grad;
  torch::manual_seed(1);
  const auto batch = torch::rand({8, 4, 200});
  const auto together = network.forward({batch}).toTensor();
  for (int i = 0; i < 8; ++i) {
    const auto alone = network.forward({batch.slice(0, i, i + 1)}).toTensor();
    EXPECT_NEAR(alone.item<float>(), together[i].item<float>(), 1e-5);
  }
}

TEST(SaveNetwork, WritesWhatItReadsBack) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "model.pt").string();
  auto network = build("cnn-local", "exponential");
  Metadata metadata;
  metadata.input_length = 200;
  metadata.output_names = {"bound"};
  metadata.rest["seed"] = 7;
  save_network(network, metadata, path);
  Model model(path);
  network.eval();
  const torch::NoGradGuard no_grad;
  const auto x = torch::rand({3, 4, 200});
  EXPECT_TRUE(torch::equal(model.forward(x), network.forward({x}).toTensor()));
  EXPECT_EQ(model.metadata().input_length, 200);
  EXPECT_THAT(model.output_names(1), testing::ElementsAre("bound"));
  EXPECT_EQ(model.metadata().rest.at("seed"), 7);
}

TEST(SaveNetwork, LeavesNothingBehindWhenTheFolderIsMissing) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "absent" / "model.pt").string();
  EXPECT_THROW(save_network(build("cnn-local"), Metadata{}, path), Error);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace siskin::model
