#include "siskin/gradient/noise.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::NoiseKind;
using gradient::NoiseOptions;

NoiseOptions with(NoiseKind kind, double deviation, std::int64_t samples) {
  NoiseOptions options;
  options.kind = kind;
  options.deviation = deviation;
  options.samples = samples;
  return options;
}

// The first filter of T1 on the first window alone: pre-activation 1.5, norm of the weights
// 1.6583123952. The gradient is the weight with probability Phi(1.5 / (deviation 1.6583)).
class SmoothgradOfARectifier : public testing::Test {
 protected:
  // The map relative to `unit` where that is largest, mean over four sequences.
  double factor(NoiseKind kind, double deviation) {
    const auto batch = test::batch_of(test::encode({"ACGTA", "ACGTA", "ACGTA", "ACGTA"}));
    const auto found = gradient::smoothgrad(function_, batch, with(kind, deviation, 5000));
    return found.map_nkcl.mean(0)[0][0][0].item<double>();  // weight 1
  }

  model::Model model_ = test::make_model(R"(
def forward(self, x):
    hidden = torch.relu(torch.conv1d(x, self.filters, self.filter_bias))
    return hidden[:, 0, 0]
)",
                                         test::t1_tensors());
  model::Function function_ = test::every_output(model_);
};

TEST_F(SmoothgradOfARectifier, HasTheExpectationOfTheNormalDistribution) {
  // Four standard errors of 20,000 draws.
  EXPECT_EQ(factor(NoiseKind::kMean, 0.1), 1);
  EXPECT_NEAR(factor(NoiseKind::kMean, 0.5), 0.964779785, 0.0053);
  EXPECT_NEAR(factor(NoiseKind::kMean, 1.0), 0.817143852, 0.011);
}

TEST_F(SmoothgradOfARectifier, HasTheSecondMomentAndTheVarianceOfACoin) {
  const double p = 0.817143852;
  EXPECT_NEAR(factor(NoiseKind::kSquared, 1.0), p, 0.011);
  EXPECT_NEAR(factor(NoiseKind::kVariance, 1.0), p * (1 - p), 0.007);
}

TEST(Smoothgrad, OfALinearModelIsItsWeightWithoutVariance) {
  torch::manual_seed(3);
  const auto weight_cl = torch::randn({4, 6});
  auto model = test::linear_model(weight_cl);
  const auto function = test::every_output(model);
  const auto batch = test::batch_of(test::random_onehot(3, 6, 1));
  const auto map = [&](NoiseKind kind) {
    return gradient::smoothgrad(function, batch, with(kind, 0.3, 10)).map_nkcl.select(1, 0);
  };
  EXPECT_LT(test::largest_difference(map(NoiseKind::kMean), weight_cl.expand({3, 4, 6})), 1e-6);
  EXPECT_LT(
      test::largest_difference(map(NoiseKind::kSquared), weight_cl.square().expand({3, 4, 6})),
      1e-5);
  EXPECT_EQ(map(NoiseKind::kVariance).abs().max().item<float>(), 0);
}

TEST(Smoothgrad, VarianceIsSecondMomentLessSquaredMean) {
  auto tensors = test::smooth_tensors(4);
  tensors["weight"] = torch::randn({2, 6});
  tensors["bias"] = torch::randn({2});
  auto model = test::make_model(test::kSmoothSource, tensors);
  const auto function = test::every_output(model);
  const auto batch = test::batch_of(test::random_onehot(3, 9, 1));
  const auto map = [&](NoiseKind kind) {
    return gradient::smoothgrad(function, batch, with(kind, 0.5, 20)).map_nkcl;
  };
  const auto expected = map(NoiseKind::kSquared) - map(NoiseKind::kMean).square();
  EXPECT_LT(test::largest_difference(map(NoiseKind::kVariance), expected), 1e-5);
  EXPECT_GT(expected.max().item<float>(), 1e-3);
}

TEST(Smoothgrad, DependsOnSeedAndNumberOnly) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(4));
  const auto function = test::every_output(model);
  const auto x = test::random_onehot(1, 9, 1).expand({6, 4, 9}).contiguous();
  const auto batch = test::batch_of(x);
  auto options = with(NoiseKind::kMean, 0.3, 7);
  const auto expected = gradient::smoothgrad(function, batch, options);
  EXPECT_GT(test::largest_difference(expected.map_nkcl[0], expected.map_nkcl[1]), 1e-3);
  for (const std::int64_t batch_size : {1, 3, 7, 20}) {
    options.batch_size = batch_size;
    const auto found = gradient::smoothgrad(function, batch, options);
    EXPECT_LT(test::largest_difference(found.map_nkcl, expected.map_nkcl), 1e-6) << batch_size;
  }
  const auto part = gradient::smoothgrad(function, test::part_of(batch, 2, 4), options);
  EXPECT_LT(test::largest_difference(part.map_nkcl, expected.map_nkcl.slice(0, 2, 4)), 1e-6);
  options.seed = 2;
  const auto other = gradient::smoothgrad(function, batch, options);
  EXPECT_GT(test::largest_difference(other.map_nkcl, expected.map_nkcl), 1e-3);
  EXPECT_LT(test::largest_difference(other.prediction_nk, expected.prediction_nk), 1e-6);
}

}  // namespace
}  // namespace siskin
