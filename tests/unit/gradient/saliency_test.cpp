#include "siskin/gradient/saliency.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::Target;
using testing::HasSubstr;
using testing::ThrowsMessage;
using torch::indexing::Slice;

torch::Tensor row(const std::vector<float>& values) { return torch::tensor(values); }

TEST(Gradient, GivesAllFourChannelsOfTheTestModel) {
  auto model = test::t1();
  const auto found = gradient::gradient(model, test::encode({"ACGTA"}), {});
  EXPECT_EQ(found.score_n[0].item<double>(), 0.5625);
  const auto expected = torch::stack({row({0.5F, -0.25F, 0.125F, -0.0625F, 0}),    //
                                      row({-0.25F, 0.5F, -0.0625F, 0.125F, 0}),    //
                                      row({-0.125F, 0.125F, -0.25F, 0.0625F, 0}),  //
                                      row({0.125F, -0.125F, 0.125F, -0.25F, 0})});
  EXPECT_EQ(test::largest_difference(found.gradient_ncl[0], expected), 0);
  const auto observed = (found.gradient_ncl * test::encode({"ACGTA"})).sum(1)[0];
  EXPECT_EQ(test::largest_difference(observed, row({0.5F, 0.5F, -0.25F, -0.25F, 0})), 0);
}

TEST(Gradient, IsTheWeightOfALinearModel) {
  torch::manual_seed(3);
  const auto weight_cl = torch::randn({4, 11});
  auto model = test::linear_model(weight_cl);
  const auto found = gradient::gradient(model, test::random_onehot(5, 11, 1), {});
  EXPECT_EQ(test::largest_difference(found.gradient_ncl, weight_cl.expand({5, 4, 11})), 0);
}

TEST(Gradient, AgreesWithFiniteDifferences) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(4));
  const auto onehot_ncl = test::random_onehot(1, 8, 2);
  const auto found = gradient::gradient(model, onehot_ncl, {});
  constexpr float kStep = 1.0F / 64;
  for (std::int64_t channel = 0; channel < 4; ++channel) {
    for (std::int64_t position = 0; position < 8; ++position) {
      auto up = onehot_ncl.clone();
      auto down = onehot_ncl.clone();
      up[0][channel][position] += kStep;
      down[0][channel][position] -= kStep;
      const auto difference =
          (gradient::target_scores(model, up, {}) - gradient::target_scores(model, down, {}))[0]
              .item<double>();
      EXPECT_NEAR(found.gradient_ncl[0][channel][position].item<double>(),
                  difference / (2 * static_cast<double>(kStep)), 1e-3);
    }
  }
}

TEST(Gradient, DoesNotDependOnTheBatch) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(5));
  const auto onehot_ncl = test::random_onehot(64, 30, 7);
  const auto together = gradient::gradient(model, onehot_ncl, {});
  for (std::int64_t i = 0; i < 64; ++i) {
    const auto alone = gradient::gradient(model, onehot_ncl.slice(0, i, i + 1), {});
    EXPECT_LT(test::largest_difference(alone.gradient_ncl[0], together.gradient_ncl[i]), 1e-6);
  }
}

TEST(Gradient, FollowsTheReverseComplement) {
  const auto tensors = test::smooth_tensors(6);
  auto forward = test::make_model(test::kSmoothSource, tensors);
  std::string source = test::kSmoothSource;
  source.replace(source.find("conv1d(x,"), 9, "conv1d(torch.flip(x, [1, 2]),");
  auto reverse = test::make_model(source, tensors);
  const auto onehot_ncl = test::random_onehot(4, 12, 8);
  const auto a = gradient::gradient(forward, onehot_ncl, {}).gradient_ncl;
  const auto b = gradient::gradient(reverse, onehot_ncl.flip({1, 2}), {}).gradient_ncl;
  EXPECT_LT(test::largest_difference(a.flip({1, 2}), b), 1e-6);
}

TEST(Gradient, IsExactlyZeroWhereTheModelDoesNotLook) {
  auto model = test::make_model(
      "def forward(self, x):\n    return torch.sum(torch.exp(x[:, :, 2:5] * self.scale), [1, 2])\n",
      {{"scale", torch::tensor({0.5F})}});
  const auto found = gradient::gradient(model, test::random_onehot(2, 9, 3), {}).gradient_ncl;
  EXPECT_EQ(found.index({Slice(), Slice(), Slice(0, 2)}).abs().max().item<float>(), 0);
  EXPECT_EQ(found.index({Slice(), Slice(), Slice(5, 9)}).abs().max().item<float>(), 0);
  EXPECT_GT(found.index({Slice(), Slice(), Slice(2, 5)}).abs().min().item<float>(), 0);
}

TEST(Gradient, OfTheProbabilityCarriesTheSlopeOfTheSigmoid) {
  auto model = test::t1();
  const auto onehot_ncl = test::encode({"ACGTA"});
  const Target probability{0, model::OutputSpace::kProbability};
  const auto logit = gradient::gradient(model, onehot_ncl, {});
  const auto found = gradient::gradient(model, onehot_ncl, probability);
  const double p = 0.6370307945;
  EXPECT_NEAR(found.score_n[0].item<double>(), p, 1e-7);
  EXPECT_LT(test::largest_difference(found.gradient_ncl, logit.gradient_ncl * (p * (1 - p))), 1e-7);
}

TEST(Gradient, NamesAnOutputThatIsNotThere) {
  auto model = test::t1();
  const auto onehot_ncl = test::encode({"ACGTA"});
  EXPECT_THAT(
      [&] {
        gradient::gradient(model, onehot_ncl, {2, model::OutputSpace::kLogit});
      },
      ThrowsMessage<Error>(HasSubstr("has 1 outputs (counted from 0), so there is no --target 2")));
}

TEST(Gradient, RefusesAModelWithoutDerivative) {
  auto model = test::make_model(
      "def forward(self, x):\n    return torch.sum(torch.ge(x, 0.5), [1, 2])\n", {});
  EXPECT_THAT([&] { gradient::gradient(model, test::encode({"ACGTA"}), {}); },
              ThrowsMessage<Error>(HasSubstr("no derivative")));
}

TEST(Gradient, LeavesTheModelAsItWas) {
  auto model = test::t1();
  const auto onehot_ncl = test::random_onehot(3, 9, 4);
  const auto before = gradient::target_scores(model, onehot_ncl, {});
  gradient::gradient(model, onehot_ncl, {});
  EXPECT_EQ(test::largest_difference(before, gradient::target_scores(model, onehot_ncl, {})), 0);
}

TEST(Centered, SubtractsTheMeanOfTheFourChannels) {
  auto model = test::t1();
  const auto map_ncl =
      gradient::centered(gradient::gradient(model, test::encode({"ACGTA"}), {}).gradient_ncl);
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
