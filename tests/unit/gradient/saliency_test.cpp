#include "siskin/gradient/saliency.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::Explanation;
using testing::HasSubstr;
using testing::ThrowsMessage;
using torch::indexing::Slice;

torch::Tensor row(const std::vector<float>& values) { return torch::tensor(values); }

Explanation saliency_of(model::Model& model, const torch::Tensor& onehot_ncl) {
  return gradient::saliency(test::every_output(model), test::batch_of(onehot_ncl));
}

// The map of a model of one output, (N,4,L).
torch::Tensor map_of(model::Model& model, const torch::Tensor& onehot_ncl) {
  return saliency_of(model, onehot_ncl).map_nkcl.select(1, 0);
}

TEST(Saliency, GivesAllFourChannelsOfTheTestModel) {
  auto model = test::t1();
  const auto found = saliency_of(model, test::encode({"ACGTA"}));
  EXPECT_EQ(found.prediction_nk[0][0].item<double>(), 0.5625);
  const auto expected = torch::stack({row({0.5F, -0.25F, 0.125F, -0.0625F, 0}),    //
                                      row({-0.25F, 0.5F, -0.0625F, 0.125F, 0}),    //
                                      row({-0.125F, 0.125F, -0.25F, 0.0625F, 0}),  //
                                      row({0.125F, -0.125F, 0.125F, -0.25F, 0})});
  EXPECT_EQ(test::largest_difference(found.map_nkcl[0][0], expected), 0);
  const auto observed = (found.map_nkcl[0][0] * test::encode({"ACGTA"})[0]).sum(0);
  EXPECT_EQ(test::largest_difference(observed, row({0.5F, 0.5F, -0.25F, -0.25F, 0})), 0);
  EXPECT_FALSE(found.sum_nrk.defined());
}

TEST(Saliency, SelectsOneWindowOfAGlobalMaximum) {
  std::string source = test::kT1Source;
  source.replace(source.find("torch.mean(hidden, [2])"), 23, "torch.amax(hidden, [2])");
  auto model = test::make_model(source, test::t1_tensors());
  const auto x = test::encode({"ACGTA"});
  EXPECT_EQ(saliency_of(model, x).prediction_nk[0][0].item<double>(), 1.5);
  const auto observed = (map_of(model, x) * x).sum(1)[0];
  EXPECT_EQ(test::largest_difference(observed, row({2, 2, -1, -1, 0})), 0);
}

TEST(Saliency, OfToyFunctionsIsTheirDerivative) {
  auto saturated = test::toy("1 - torch.relu(1 - a - b)");
  EXPECT_EQ(map_of(saturated, test::toy_input(1, 1)).abs().max().item<float>(), 0);
  auto product = test::toy("a * b + 2 * c");
  EXPECT_EQ(test::largest_difference(map_of(product, test::toy_input(1, 1, 1)).flatten(),
                                     row({1, 1, 2, 0})),
            0);
}

TEST(Saliency, IsTheWeightOfALinearModel) {
  torch::manual_seed(3);
  const auto weight_cl = torch::randn({4, 11});
  auto model = test::linear_model(weight_cl);
  EXPECT_EQ(test::largest_difference(map_of(model, test::random_onehot(5, 11, 1)),
                                     weight_cl.expand({5, 4, 11})),
            0);
}

TEST(Saliency, ExplainsEachOfSeveralOutputs) {
  auto tensors = test::smooth_tensors(6);
  tensors["weight"] = torch::randn({3, 6});
  tensors["bias"] = torch::randn({3});
  auto model = test::make_model(test::kSmoothSource, tensors);
  const auto x = test::random_onehot(4, 12, 2);
  const auto found = saliency_of(model, x);
  ASSERT_EQ(found.map_nkcl.sizes(), (std::vector<std::int64_t>{4, 3, 4, 12}));
  for (std::int64_t k = 0; k < 3; ++k) {
    const model::Function one(model,
                              "    return output[:, " + std::to_string(k) + "].unsqueeze(1)\n");
    const auto alone = gradient::saliency(one, test::batch_of(x));
    EXPECT_EQ(test::largest_difference(found.map_nkcl.select(1, k), alone.map_nkcl.select(1, 0)),
              0);
    EXPECT_EQ(test::largest_difference(found.prediction_nk.select(1, k),
                                       alone.prediction_nk.select(1, 0)),
              0);
  }
}

TEST(Saliency, DoesNotDependOnTheBatch) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(5));
  const auto onehot_ncl = test::random_onehot(64, 30, 7);
  const auto together = map_of(model, onehot_ncl);
  for (std::int64_t i = 0; i < 64; ++i) {
    const auto alone = map_of(model, onehot_ncl.slice(0, i, i + 1));
    EXPECT_LT(test::largest_difference(alone[0], together[i]), 1e-6);
  }
}

TEST(Saliency, FollowsTheReverseComplement) {
  const auto tensors = test::smooth_tensors(6);
  auto forward = test::make_model(test::kSmoothSource, tensors);
  std::string source = test::kSmoothSource;
  source.replace(source.find("conv1d(x,"), 9, "conv1d(torch.flip(x, [1, 2]),");
  auto reverse = test::make_model(source, tensors);
  const auto onehot_ncl = test::random_onehot(4, 12, 8);
  EXPECT_LT(test::largest_difference(map_of(forward, onehot_ncl).flip({1, 2}),
                                     map_of(reverse, onehot_ncl.flip({1, 2}))),
            1e-6);
}

TEST(Saliency, IsExactlyZeroWhereTheModelDoesNotLook) {
  auto model = test::make_model(
      "def forward(self, x):\n    return torch.sum(torch.exp(x[:, :, 2:5] * self.scale), [1, 2])\n",
      {{"scale", torch::tensor({0.5F})}});
  const auto found = map_of(model, test::random_onehot(2, 9, 3));
  EXPECT_EQ(found.index({Slice(), Slice(), Slice(0, 2)}).abs().max().item<float>(), 0);
  EXPECT_EQ(found.index({Slice(), Slice(), Slice(5, 9)}).abs().max().item<float>(), 0);
  EXPECT_GT(found.index({Slice(), Slice(), Slice(2, 5)}).abs().min().item<float>(), 0);
}

TEST(Saliency, OfTheProbabilityCarriesTheSlopeOfTheSigmoid) {
  auto model = test::t1();
  const auto x = test::encode({"ACGTA"});
  const model::Function probability(model, "    return torch.sigmoid(output)\n");
  const auto found = gradient::saliency(probability, test::batch_of(x));
  const double p = 0.6370307945;
  EXPECT_NEAR(found.prediction_nk[0][0].item<double>(), p, 1e-7);
  EXPECT_LT(test::largest_difference(found.map_nkcl[0], map_of(model, x) * (p * (1 - p))), 1e-7);
}

TEST(Saliency, RefusesAModelWithoutDerivative) {
  auto model = test::make_model(
      "def forward(self, x):\n    return torch.sum(torch.ge(x, 0.5), [1, 2])\n", {});
  EXPECT_THAT([&] { map_of(model, test::encode({"ACGTA"})); },
              ThrowsMessage<Error>(HasSubstr("model.pt: its output has no derivative")));
}

TEST(Saliency, LeavesTheModelAndTheSequencesAsTheyWere) {
  auto model = test::make_model(
      "def forward(self, x):\n    x -= 0.25\n    x *= self.scale\n    return torch.sum(x * x, [1, "
      "2])\n",
      {{"scale", torch::tensor({0.5F})}});
  const auto x = test::random_onehot(3, 9, 4);
  const auto copy = x.clone();
  const auto first = saliency_of(model, x);
  EXPECT_EQ(test::largest_difference(x, copy), 0);
  EXPECT_LT(test::largest_difference(first.map_nkcl.select(1, 0), (x - 0.25) * 0.5), 1e-7);
  const auto again = saliency_of(model, x);
  EXPECT_EQ(test::largest_difference(first.prediction_nk, again.prediction_nk), 0);
}

TEST(Centered, SubtractsTheMeanOfTheFourChannels) {
  auto model = test::t1();
  const auto map_ncl = gradient::centered(map_of(model, test::encode({"ACGTA"})));
  EXPECT_EQ(
      test::largest_difference(map_ncl[0][0], row({0.4375F, -0.3125F, 0.140625F, -0.03125F, 0})),
      0);
  EXPECT_EQ(
      test::largest_difference(map_ncl[0][1], row({-0.3125F, 0.4375F, -0.046875F, 0.15625F, 0})),
      0);
  EXPECT_EQ(map_ncl.sum(1).abs().max().item<float>(), 0);
}

}  // namespace
}  // namespace siskin
