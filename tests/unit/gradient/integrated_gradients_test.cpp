#include "siskin/gradient/integrated_gradients.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::PathOptions;
using gradient::PathRule;

PathOptions with(PathRule rule, std::int64_t steps) {
  PathOptions options;
  options.rule = rule;
  options.steps = steps;
  return options;
}

// One reference each: (N,4,L) -> (N,1,4,L).
torch::Tensor one_reference(const torch::Tensor& reference_ncl) {
  return reference_ncl.unsqueeze(1);
}

torch::Tensor zero_reference(const torch::Tensor& onehot_ncl) {
  return one_reference(torch::zeros_like(onehot_ncl));
}

void expect_track(const gradient::PathAttribution& found, const std::vector<float>& expected,
                  double tolerance) {
  const auto track = found.map_ncl.sum(1)[0];
  EXPECT_LT(test::largest_difference(track, torch::tensor(expected)), tolerance) << track;
}

class IntegratedGradients : public testing::Test {
 protected:
  gradient::PathAttribution run(const torch::Tensor& references_nrcl, const PathOptions& options) {
    return gradient::integrated_gradients(model_, onehot_ncl_, references_nrcl, {}, options);
  }

  model::Model model_ = test::t1();
  torch::Tensor onehot_ncl_ = test::encode({"ACGTA"});
};

TEST_F(IntegratedGradients, FromZerosIsTheClosedForm) {
  const auto found = run(zero_reference(onehot_ncl_), with(PathRule::kMiddle, 20000));
  expect_track(found, {0.375F, 0.375F, -0.21875F, -0.21875F, 0}, 1e-4);
  EXPECT_NEAR(found.residual[0], 0, 1e-4);
  EXPECT_EQ(found.score_n[0].item<double>(), 0.5625);
}

TEST_F(IntegratedGradients, FromTheUniformColumnIsTheClosedForm) {
  const auto found =
      run(one_reference(torch::full({1, 4, 5}, 0.25F)), with(PathRule::kMiddle, 20000));
  expect_track(found, {0.375F, 0.375F, -0.226293103F, -0.211206897F, 0}, 1e-4);
  EXPECT_NEAR(found.map_ncl.sum().item<double>(), 0.3125, 1e-4);
}

TEST_F(IntegratedGradients, FromASequenceIsTheClosedForm) {
  const auto found = run(one_reference(test::encode({"CATGA"})), with(PathRule::kMiddle, 20000));
  expect_track(found, {0.40625F, 0.125F, -0.019886364F, 0.051136364F, 0}, 1e-4);
  EXPECT_NEAR(found.map_ncl.sum().item<double>(), 0.5625, 1e-4);
}

TEST_F(IntegratedGradients, ConvergesAsEachRuleDoes) {
  const auto zeros = zero_reference(onehot_ncl_);
  const auto left = run(zeros, with(PathRule::kLeft, 4));
  expect_track(left, {0.25F, 0.25F, -0.1875F, -0.1875F, 0}, 1e-7);
  EXPECT_NEAR(left.residual[0], -0.1875, 1e-7);
  const auto middle = run(zeros, with(PathRule::kMiddle, 4));
  expect_track(middle, {0.375F, 0.375F, -0.1875F, -0.1875F, 0}, 1e-7);
  EXPECT_NEAR(middle.residual[0], 0.0625, 1e-7);
  EXPECT_NEAR(run(zeros, with(PathRule::kGaussLegendre, 50)).residual[0], -0.0150, 5e-5);
  EXPECT_NEAR(run(zeros, with(PathRule::kTrapezoid, 50)).residual[0], 0.0025, 5e-6);
}

TEST_F(IntegratedGradients, DoublesStepsUntilTheSumIsRight) {
  auto options = with(PathRule::kMiddle, 4);
  options.tolerance = 0.001;
  const auto found = run(zero_reference(onehot_ncl_), options);
  EXPECT_LE(std::abs(found.residual[0]), 0.001);
  EXPECT_GT(found.steps[0], 4);
  options.tolerance = 0.1;
  EXPECT_EQ(run(zero_reference(onehot_ncl_), options).steps[0], 4);
  options.tolerance = 0.0;
  options.rule = PathRule::kLeft;  // half a step too little for ever
  options.max_steps = 33;
  EXPECT_EQ(run(zero_reference(onehot_ncl_), options).steps[0], 32);
}

TEST_F(IntegratedGradients, AveragesOverReferences) {
  const auto options = with(PathRule::kMiddle, 64);
  const auto cat = test::encode({"CATGA"});
  const auto uniform = torch::full({1, 4, 5}, 0.25F);
  const auto both = run(torch::stack({cat, uniform}, 1), options);
  const auto first = run(one_reference(cat), options);
  const auto second = run(one_reference(uniform), options);
  EXPECT_LT(test::largest_difference(both.map_ncl, (first.map_ncl + second.map_ncl) / 2), 1e-7);
  EXPECT_NEAR(both.residual[0], (first.residual[0] + second.residual[0]) / 2, 1e-7);
}

TEST_F(IntegratedGradients, IsTheWeightTimesTheDifferenceForALinearModel) {
  torch::manual_seed(5);
  const auto weight_cl = torch::randn({4, 5});
  auto linear = test::linear_model(weight_cl);
  const auto reference = test::encode({"CATGA"});
  for (const auto rule : {PathRule::kMiddle, PathRule::kGaussLegendre, PathRule::kTrapezoid}) {
    const auto found = gradient::integrated_gradients(linear, onehot_ncl_, one_reference(reference),
                                                      {}, with(rule, 3));
    EXPECT_LT(test::largest_difference(found.map_ncl[0], weight_cl * (onehot_ncl_ - reference)[0]),
              1e-6);
    EXPECT_NEAR(found.residual[0], 0, 1e-5);
  }
}

TEST_F(IntegratedGradients, IsExactlyZeroWhereSequenceAndReferenceAgree) {
  const auto found = run(one_reference(test::encode({"ACTTA"})), with(PathRule::kMiddle, 9));
  const auto track = found.map_ncl.abs().sum(1)[0];
  for (const int position : {0, 1, 3, 4}) EXPECT_EQ(track[position].item<float>(), 0);
  EXPECT_NE(track[2].item<float>(), 0);
}

TEST_F(IntegratedGradients, CentersTheGradientBeforeMultiplying) {
  auto options = with(PathRule::kMiddle, 50);
  const auto plain = run(one_reference(test::encode({"CATGA"})), options);
  const auto plain_zero = run(zero_reference(onehot_ncl_), options);
  options.center = true;
  const auto centered = run(one_reference(test::encode({"CATGA"})), options);
  // Between two one-hot columns the mean cancels; from zeros it does not.
  EXPECT_LT(test::largest_difference(plain.map_ncl.sum(1), centered.map_ncl.sum(1)), 1e-6);
  const auto from_zero = run(zero_reference(onehot_ncl_), options);
  EXPECT_GT(test::largest_difference(plain_zero.map_ncl.sum(1), from_zero.map_ncl.sum(1)), 0.01);
  EXPECT_EQ(from_zero.residual[0], plain_zero.residual[0]);
}

TEST(IntegratedGradientsOfSmoothModels, AreCompleteWhateverTheBatch) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(9));
  const auto onehot_ncl = test::random_onehot(7, 20, 1);
  const auto references = test::random_onehot(21, 20, 2).view({7, 3, 4, 20});
  auto options = with(PathRule::kGaussLegendre, 24);
  const auto expected = gradient::integrated_gradients(model, onehot_ncl, references, {}, options);
  const auto reference_mean =
      gradient::target_scores(model, references.flatten(0, 1), {}).view({7, 3}).mean(1);
  const auto sums = expected.map_ncl.sum({1, 2}).to(torch::kDouble);
  EXPECT_LT(test::largest_difference(sums, expected.score_n - reference_mean), 1e-5);
  for (const std::int64_t batch : {1, 5, 24, 48, 10000}) {
    options.batch_size = batch;
    const auto found = gradient::integrated_gradients(model, onehot_ncl, references, {}, options);
    EXPECT_LT(test::largest_difference(found.map_ncl, expected.map_ncl), 1e-6) << batch;
  }
}

TEST(IntegratedGradientsOfSmoothModels, AddUpOverModels) {
  auto tensors = test::smooth_tensors(10);
  auto first = test::make_model(test::kSmoothSource, tensors);
  auto second = test::make_model(test::kT1Source, test::t1_tensors());
  for (const auto& [name, tensor] : test::t1_tensors()) tensors.emplace("t1_" + name, tensor);
  auto both = test::make_model(R"(
def forward(self, x):
    a = torch.tanh(torch.conv1d(x, self.filters, self.filter_bias))
    b = torch.relu(torch.conv1d(x, self.t1_filters, self.t1_filter_bias))
    first = torch.linear(torch.mean(a, [2]), self.weight, self.bias)
    return first + torch.linear(torch.mean(b, [2]), self.t1_weight, self.t1_bias)
)",
                               tensors);
  const auto x = test::random_onehot(3, 10, 5);
  const auto zeros = zero_reference(x);
  const auto options = with(PathRule::kMiddle, 10);
  const auto map = [&](model::Model& model) {
    return gradient::integrated_gradients(model, x, zeros, {}, options).map_ncl;
  };
  EXPECT_LT(test::largest_difference(map(first) + map(second), map(both)), 1e-6);
}

TEST(IntegratedGradientsOfSmoothModels, FollowTheReverseComplement) {
  const auto tensors = test::smooth_tensors(11);
  auto forward = test::make_model(test::kSmoothSource, tensors);
  std::string source = test::kSmoothSource;
  source.replace(source.find("conv1d(x,"), 9, "conv1d(torch.flip(x, [1, 2]),");
  auto reverse = test::make_model(source, tensors);
  const auto x = test::random_onehot(2, 13, 6);
  const auto r = test::random_onehot(2, 13, 7);
  const auto options = with(PathRule::kMiddle, 12);
  const auto a = gradient::integrated_gradients(forward, x, one_reference(r), {}, options);
  const auto b = gradient::integrated_gradients(reverse, x.flip({1, 2}),
                                                one_reference(r.flip({1, 2})), {}, options);
  EXPECT_LT(test::largest_difference(a.map_ncl.flip({1, 2}), b.map_ncl), 1e-6);
}

TEST(MeanGradient, IsTheGradientMeanWithoutTheDifference) {
  auto model = test::t1();
  const auto x = test::encode({"ACGTA"});
  // Left rule, 4 steps, from zeros: the windows switch on at t > 0.25 (filter 0) and t > 0.125
  // (filter 1), so 2 and 3 of the nodes 0, 0.25, 0.5, 0.75 count.
  const auto found =
      gradient::mean_gradient(model, x, zero_reference(x), {}, with(PathRule::kLeft, 4));
  const auto observed = (found.map_ncl * x).sum(1)[0];
  EXPECT_LT(
      test::largest_difference(observed, torch::tensor({0.25F, 0.25F, -0.1875F, -0.1875F, 0.0F})),
      1e-7);
  // Channels that the sequence does not have carry a gradient too.
  EXPECT_NEAR(found.map_ncl[0][1][0].item<float>(), -0.125, 1e-7);
  EXPECT_TRUE(found.residual.empty());
}

TEST(MeanGradient, AveragesOverReferences) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(12));
  const auto x = test::random_onehot(2, 10, 1);
  const auto references = test::random_onehot(6, 10, 2).view({2, 3, 4, 10});
  auto options = with(PathRule::kLeft, 20);
  const auto all = gradient::mean_gradient(model, x, references, {}, options);
  auto sum = torch::zeros({2, 4, 10});
  for (std::int64_t r = 0; r < 3; ++r) {
    sum += gradient::mean_gradient(model, x, references.slice(1, r, r + 1), {}, options).map_ncl;
  }
  EXPECT_LT(test::largest_difference(all.map_ncl, sum / 3), 1e-6);
}

}  // namespace
}  // namespace siskin
