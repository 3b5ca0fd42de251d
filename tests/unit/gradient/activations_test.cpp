#include "siskin/gradient/activations.hpp"

#include <gmock/gmock.h>

#include "support/error_message.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin::gradient {
namespace {

using test::error_message;
using test::largest_difference;
using test::make_model;
using ::testing::HasSubstr;

constexpr const char* kOutput = "    return output\n";

test::Tensors random_filters(std::int64_t filters, std::int64_t width, std::uint64_t seed = 1) {
  torch::manual_seed(seed);
  return {{"filters", torch::randn({filters, 4, width})},
          {"bias", torch::randn({filters})},
          {"mean", torch::randn({filters})},
          {"variance", torch::rand({filters}) + 0.5}};
}

// A network whose first layers are `lines`, which compute h from x.
model::Model network(const std::string& lines, const test::Tensors& tensors) {
  return make_model("def forward(self, x):\n" + lines + "    return torch.mean(h, [1, 2])\n",
                    tensors);
}

// The values of the filters' layer of such a network.
torch::Tensor values_of(const std::string& lines, const test::Tensors& tensors,
                        const torch::Tensor& onehot_ncl, const std::string& layer = "") {
  auto model = network(lines, tensors);
  const model::Function function(model, kOutput);
  return activations(function, onehot_ncl, layer);
}

TEST(Activations, AreThoseOfTheActivationOfTheFirstConvolution) {
  auto model = test::t1();
  const model::Function function(model, kOutput);
  const auto onehot_ncl = test::encode({"ACGTA", "CATGA"});
  const auto tensors = test::t1_tensors();
  const auto expected =
      torch::relu(torch::conv1d(onehot_ncl, tensors.at("filters"), tensors.at("filter_bias")));
  const auto found = activations(function, onehot_ncl, "");
  EXPECT_EQ(found.sizes(), (std::vector<std::int64_t>{2, 2, 4}));
  EXPECT_EQ(largest_difference(found, expected), 0);
  EXPECT_FALSE(found.requires_grad());
}

TEST(Activations, AreThoseOfANamedLayer) {
  model::Model model(SISKIN_SOURCE_DIR "/test-data/models/t1.pt");
  const model::Function function(model, kOutput);
  const auto onehot_ncl = test::encode({"ACGTA", "CATGA"});
  const auto tensors = test::t1_tensors();
  const auto expected = torch::conv1d(onehot_ncl, tensors.at("filters"), tensors.at("filter_bias"));
  EXPECT_EQ(largest_difference(activations(function, onehot_ncl, "conv"), expected), 0);
  const auto output = activations(function, onehot_ncl, "linear");
  EXPECT_EQ(output.sizes(), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(output[0].item<float>(), 0.5625F);
}

TEST(Activations, NameTheLayersThereAre) {
  model::Model model(SISKIN_SOURCE_DIR "/test-data/models/t1.pt");
  const model::Function function(model, kOutput);
  const auto message =
      error_message([&] { activations(function, test::encode({"ACGTA"}), "conv2"); });
  EXPECT_THAT(message, HasSubstr("'conv2'"));
  EXPECT_THAT(message, HasSubstr("conv, "));
}

TEST(Activations, ComeAfterBatchNormAndOtherScales) {
  const auto tensors = random_filters(3, 5);
  const auto onehot_ncl = test::random_onehot(4, 20, 2);
  const auto found = values_of(
      "    c = torch.conv1d(x, self.filters, self.bias, padding=2)\n"
      "    b = torch.batch_norm(c, None, None, self.mean, self.variance, False, 0.1, 1e-3, False)\n"
      "    h = torch.exp(b * 0.5 + 1)\n    h = torch.max_pool1d(h, 4)\n    h = torch.relu(h)\n",
      tensors, onehot_ncl);
  const auto convolved_ncl =
      torch::conv1d(onehot_ncl, tensors.at("filters"), tensors.at("bias"), 1, 2);
  const auto scale = torch::rsqrt(tensors.at("variance") + 1e-3).view({1, 3, 1});
  const auto expected =
      torch::exp((convolved_ncl - tensors.at("mean").view({1, 3, 1})) * scale * 0.5 + 1);
  EXPECT_LT(largest_difference(found, expected), 1e-5);
}

TEST(Activations, AreWhatTheyWereBeforeTheyWereOverwritten) {
  const auto tensors = random_filters(3, 5);
  const auto onehot_ncl = test::random_onehot(4, 20, 2);
  const auto expected =
      torch::relu(torch::conv1d(onehot_ncl, tensors.at("filters"), tensors.at("bias")));
  const auto found = values_of(
      "    h = torch.conv1d(x, self.filters, self.bias).relu_()\n    v = h.view([-1, 3, 16])\n"
      "    h.mul_(3.0)\n    h = h + v\n",
      tensors, onehot_ncl);
  EXPECT_EQ(largest_difference(found, expected), 0);
}

TEST(Activations, AreFloatAlsoOfDoubleModels) {
  auto tensors = random_filters(3, 5);
  for (auto& [name, tensor] : tensors) tensor = tensor.to(torch::kDouble);
  const auto onehot_ncl = test::random_onehot(2, 20, 2);
  const auto found =
      values_of("    h = torch.sigmoid(torch.conv1d(x, self.filters))\n", tensors, onehot_ncl);
  EXPECT_EQ(found.scalar_type(), torch::kFloat);
  const auto expected =
      torch::sigmoid(torch::conv1d(onehot_ncl.to(torch::kDouble), tensors.at("filters")));
  EXPECT_LT(largest_difference(found.to(torch::kDouble), expected), 1e-7);
}

// Rows do not depend on each other, so neither do they on how they are batched.
TEST(Activations, DoNotDependOnTheBatch) {
  auto model = network("    h = torch.relu(torch.conv1d(x, self.filters, self.bias))\n",
                       random_filters(8, 7));
  const model::Function function(model, kOutput);
  const auto onehot_ncl = test::random_onehot(6, 50, 3);
  const auto all = activations(function, onehot_ncl, "");
  for (std::int64_t i = 0; i < 6; ++i) {
    EXPECT_LT(
        largest_difference(activations(function, onehot_ncl.slice(0, i, i + 1), "")[0], all[i]),
        1e-6);
  }
}

std::string failure(const std::string& lines) {
  return error_message(
      [&] { values_of(lines, random_filters(3, 5), test::random_onehot(2, 20, 2)); });
}

TEST(FilterLayer, RefusesToGuess) {
  EXPECT_THAT(failure("    h = torch.relu(torch.max_pool1d(torch.conv1d(x, self.filters), 2))\n"),
              HasSubstr("followed by aten::max_pool1d"));
  EXPECT_THAT(failure("    h = torch.conv1d(x, self.filters)\n"), HasSubstr("with --layer"));
  EXPECT_THAT(failure("    h = torch.relu(x)\n"), HasSubstr("no convolution"));
}

TEST(FindLayer, ReachesFunctionalLayersByTheirOperation) {
  const auto tensors = random_filters(3, 5);
  const auto onehot_ncl = test::random_onehot(2, 20, 2);
  const auto found =
      values_of("    h = torch.relu(torch.max_pool1d(torch.conv1d(x, self.filters), 2))\n", tensors,
                onehot_ncl, "aten::conv1d");
  EXPECT_EQ(largest_difference(found, torch::conv1d(onehot_ncl, tensors.at("filters"))), 0);
}

TEST(FilterWeights, AreThoseOfTheFirstConvolution) {
  const auto tensors = random_filters(3, 5);
  const auto weights_of = [&](const std::string& lines) {
    auto model = network(lines, tensors);
    const model::Function function(model, kOutput);
    return filter_weights(*function.program(1, 20));
  };
  EXPECT_TRUE(torch::equal(weights_of("    h = torch.relu(torch.conv1d(x, self.filters))\n"),
                           tensors.at("filters")));
  const auto flat = weights_of(
      "    h = torch.conv2d(x.unsqueeze(1), self.filters.unsqueeze(1))\n"
      "    h = torch.relu(h.squeeze(2))\n");
  EXPECT_TRUE(torch::equal(flat, tensors.at("filters")));
  EXPECT_THAT(error_message([&] {
                weights_of("    h = torch.conv1d(x.transpose(1, 2), torch.ones([2, 20, 3]))\n");
              }),
              HasSubstr("(2,20,3), expected (filters,4,width)"));
}

TEST(LayerShapes, ListEveryLayerForOneSequence) {
  model::Model model(SISKIN_SOURCE_DIR "/test-data/models/t1.pt");
  const model::Function function(model, kOutput);
  std::vector<std::string> found;
  for (const auto& layer : layer_shapes(function, 5)) {
    if (layer.name == "conv") {
      EXPECT_EQ(layer.shape, (std::vector<std::int64_t>{2, 4}));
      EXPECT_THAT(layer.type, HasSubstr("Conv1d"));
    }
    if (layer.name == "linear") {
      EXPECT_EQ(layer.shape, (std::vector<std::int64_t>{1}));
    }
    found.push_back(layer.name);
  }
  EXPECT_THAT(found, ::testing::IsSupersetOf({"conv", "aten::relu", "linear"}));
}

}  // namespace
}  // namespace siskin::gradient
