#include "siskin/model/build_network.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "siskin/model/model.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::model {
namespace {

torch::jit::Module build(const std::string& name, const std::string& activation = "relu") {
  util::Random random(7);
  return build_network(named_architecture(name, activation), 200, 1, random);
}

// Values of koo.md B.1, which are those of the published models.
TEST(BuildNetwork, HasThePublishedNumbersOfParameters) {
  EXPECT_EQ(parameter_count(build("cnn-local")), 14929);
  EXPECT_EQ(parameter_count(build("cnn-dist")), 46225);
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

TEST(BuildNetwork, PenalisesEveryKernelButTheOutputLayer) {
  const auto kernels = penalised_kernels(build("cnn-dist"));
  std::int64_t count = 0;
  for (const auto& kernel : kernels) count += kernel.numel();
  EXPECT_EQ(kernels.size(), 5U);
  EXPECT_EQ(count, 4 * 24 * 19 + 24 * 32 * 7 + 32 * 48 * 7 + 48 * 64 * 3 + 192 * 96);
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
