#include "siskin/gradient/integrated_gradients.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::Explanation;
using gradient::PathOptions;
using gradient::PathRule;
using torch::Tensor;

PathOptions with(PathRule rule, std::int64_t steps) {
  PathOptions options;
  options.rule = rule;
  options.steps = steps;
  return options;
}

Explanation explain(model::Model& model, const Tensor& onehot_ncl, const Tensor& references_nrcl,
                    const PathOptions& options) {
  return gradient::integrated_gradients(test::every_output(model),
                                        test::batch_of(onehot_ncl, references_nrcl), options);
}

// sum - (f(x) - f(x')) of each sequence, reference and output.
Tensor residual(const Explanation& found) {
  return found.sum_nrk - (found.prediction_nk.unsqueeze(1) - found.reference_prediction_nrk);
}

void expect_track(const Explanation& found, const std::vector<float>& expected, double tolerance) {
  const auto track = found.map_nkcl.sum(2)[0][0];
  EXPECT_LT(test::largest_difference(track, torch::tensor(expected)), tolerance) << track;
}

class IntegratedGradients : public testing::Test {
 protected:
  Explanation run(const Tensor& references_nrcl, const PathOptions& options) {
    return explain(model_, onehot_ncl_, references_nrcl, options);
  }
  double residual_from_zero(const PathOptions& options) {
    return residual(run(zeros_, options)).item<double>();
  }

  model::Model model_ = test::make_model(test::kT1Source, test::in_double(test::t1_tensors()));
  Tensor onehot_ncl_ = test::encode({"ACGTA"});
  Tensor zeros_ = test::zero_references(onehot_ncl_);
  Tensor catga_ = test::encode({"CATGA"}).unsqueeze(1);
};

TEST_F(IntegratedGradients, FromZerosIsTheClosedForm) {
  const auto found = run(zeros_, with(PathRule::kMiddle, 20000));
  expect_track(found, {0.375F, 0.375F, -0.21875F, -0.21875F, 0}, 1e-6);
  EXPECT_NEAR(residual(found).item<double>(), 0, 1e-10);
  EXPECT_EQ(found.prediction_nk.item<double>(), 0.5625);
  EXPECT_EQ(found.reference_prediction_nrk.item<double>(), 0.25);
  EXPECT_NEAR(found.magnitude_nrk.item<double>(), 0.375 + 0.375 + 0.21875 + 0.21875, 1e-10);
}

TEST_F(IntegratedGradients, FromTheUniformColumnIsTheClosedForm) {
  const auto found = run(torch::full({1, 1, 4, 5}, 0.25F), with(PathRule::kMiddle, 20000));
  expect_track(found, {0.375F, 0.375F, -0.226293103F, -0.211206897F, 0}, 2e-5);
  EXPECT_NEAR(found.sum_nrk.item<double>(), 0.3125, 5e-5);
}

TEST_F(IntegratedGradients, FromASequenceIsTheClosedForm) {
  const auto found = run(catga_, with(PathRule::kMiddle, 20000));
  expect_track(found, {0.40625F, 0.125F, -0.019886364F, 0.051136364F, 0}, 2e-5);
  EXPECT_NEAR(found.sum_nrk.item<double>(), 0.5625, 5e-5);
}

TEST_F(IntegratedGradients, ConvergesAsEachRuleDoes) {
  const auto left = run(zeros_, with(PathRule::kLeft, 4));
  expect_track(left, {0.25F, 0.25F, -0.1875F, -0.1875F, 0}, 1e-10);
  EXPECT_NEAR(residual(left).item<double>(), -0.1875, 1e-10);
  const auto middle = run(zeros_, with(PathRule::kMiddle, 4));
  expect_track(middle, {0.375F, 0.375F, -0.1875F, -0.1875F, 0}, 1e-10);
  EXPECT_NEAR(residual(middle).item<double>(), 0.0625, 1e-10);
  EXPECT_NEAR(residual_from_zero(with(PathRule::kGaussLegendre, 50)), -0.0150, 5e-5);
  EXPECT_NEAR(residual_from_zero(with(PathRule::kTrapezoid, 50)), 0.0025, 5e-6);
}

TEST_F(IntegratedGradients, DoublesStepsUntilTheRelativeResidualIsSmall) {
  auto options = with(PathRule::kMiddle, 4);
  // With four steps the residual is 0.0625 of 1.125: 0.0556.
  options.tolerance = 0.06;
  EXPECT_NEAR(residual_from_zero(options), 0.0625, 1e-10);
  options.tolerance = 0.05;
  const auto finer = run(zeros_, options);
  EXPECT_LE(std::abs(residual(finer).item<double>()), 0.05 * finer.magnitude_nrk.item<double>());
  options.tolerance = 0.0;
  options.rule = PathRule::kLeft;  // always short of half a step
  options.max_steps = 33;
  const auto last = run(zeros_, options);
  const auto expected = run(zeros_, with(PathRule::kLeft, 32));
  EXPECT_EQ(test::largest_difference(last.map_nkcl, expected.map_nkcl), 0);
}

TEST_F(IntegratedGradients, RefinesThePairsThatNeedItOnly) {
  auto options = with(PathRule::kMiddle, 4);
  options.tolerance = 1e-3;
  const auto references = torch::cat({zeros_, catga_, onehot_ncl_.unsqueeze(1)}, 1);
  const auto found = run(references, options);
  const auto relative = residual(found).abs() / found.magnitude_nrk.clamp_min(1e-6);
  EXPECT_LE(relative.max().item<double>(), 1e-3);
  EXPECT_EQ(found.sum_nrk[0][2].item<double>(), 0);  // of the sequence with itself
  const auto alone = run(catga_, options);
  EXPECT_NEAR(found.sum_nrk[0][1].item<double>(), alone.sum_nrk.item<double>(), 1e-12);
}

TEST_F(IntegratedGradients, AveragesOverReferences) {
  const auto options = with(PathRule::kMiddle, 64);
  const auto uniform = torch::full({1, 1, 4, 5}, 0.25F);
  const auto both = run(torch::cat({catga_, uniform}, 1), options);
  const auto first = run(catga_, options);
  const auto second = run(uniform, options);
  EXPECT_LT(test::largest_difference(both.map_nkcl, (first.map_nkcl + second.map_nkcl) / 2), 1e-7);
  EXPECT_NEAR(both.sum_nrk[0][0].item<double>(), first.sum_nrk.item<double>(), 1e-12);
  EXPECT_NEAR(both.sum_nrk[0][1].item<double>(), second.sum_nrk.item<double>(), 1e-12);
}

TEST_F(IntegratedGradients, IsExactlyZeroWhereSequenceAndReferenceAgree) {
  const auto found = run(test::encode({"ACTTA"}).unsqueeze(1), with(PathRule::kMiddle, 9));
  const auto track = found.map_nkcl.abs().sum(2)[0][0];
  for (const int position : {0, 1, 3, 4}) EXPECT_EQ(track[position].item<float>(), 0);
  EXPECT_NE(track[2].item<float>(), 0);
}

TEST_F(IntegratedGradients, CentersTheGradientBeforeMultiplying) {
  auto options = with(PathRule::kMiddle, 50);
  const auto plain = run(catga_, options);
  const auto plain_zero = run(zeros_, options);
  options.center = true;
  const auto centred = run(catga_, options);
  // Between two one-hot columns the mean cancels; from zeros it does not.
  EXPECT_LT(test::largest_difference(plain.map_nkcl.sum(2), centred.map_nkcl.sum(2)), 1e-6);
  const auto from_zero = run(zeros_, options);
  EXPECT_GT(test::largest_difference(plain_zero.map_nkcl.sum(2), from_zero.map_nkcl.sum(2)), 0.01);
  EXPECT_EQ(test::largest_difference(from_zero.sum_nrk, plain_zero.sum_nrk), 0);
}

TEST_F(IntegratedGradients, HypotheticalValueOfTheBaseIsItsContribution) {
  auto options = with(PathRule::kMiddle, 50);
  const auto references = torch::cat({catga_, torch::full({1, 1, 4, 5}, 0.25F)}, 1);
  const auto plain = run(references, options);
  options.hypothetical = true;
  const auto found = run(references, options);
  const auto observed = (found.map_nkcl[0][0] * onehot_ncl_[0]).sum(0);
  EXPECT_LT(test::largest_difference(observed, plain.map_nkcl[0][0].sum(0)), 1e-7);
  EXPECT_EQ(test::largest_difference(found.sum_nrk, plain.sum_nrk), 0);
}

TEST(IntegratedGradientsOfToys, AreTheirIntegrals) {
  const auto contributions = [](const std::string& value, const Tensor& input) {
    auto model = test::toy(value);
    return explain(model, input, test::zero_references(input), with(PathRule::kMiddle, 1000))
        .map_nkcl.flatten();
  };
  const auto expect = [&](const std::string& value, const Tensor& input,
                          const std::vector<float>& expected) {
    EXPECT_LT(test::largest_difference(contributions(value, input), torch::tensor(expected)), 1e-5)
        << value;
  };
  expect("1 - torch.relu(1 - a - b)", test::toy_input(1, 1), {0.5F, 0.5F, 0, 0});
  expect("a - torch.relu(a - b)", test::toy_input(10, 6), {0, 6, 0, 0});
  expect("a * b + 2 * c", test::toy_input(1, 1, 1), {0.5F, 0.5F, 2, 0});
  expect("a * b * b", test::toy_input(1, 1), {1.0F / 3, 2.0F / 3, 0, 0});
}

TEST(IntegratedGradientsOfLinearModels, AreTheWeightTimesTheDifference) {
  torch::manual_seed(5);
  const auto weight_cl = torch::randn({4, 5});
  auto model = test::linear_model(weight_cl);
  const auto x = test::encode({"ACGTA"});
  const auto reference = test::encode({"CATGA"});
  for (const auto rule : {PathRule::kMiddle, PathRule::kGaussLegendre, PathRule::kTrapezoid}) {
    const auto found = explain(model, x, reference.unsqueeze(1), with(rule, 3));
    EXPECT_LT(test::largest_difference(found.map_nkcl[0][0], weight_cl * (x - reference)[0]), 1e-6);
    EXPECT_NEAR(residual(found).item<double>(), 0, 1e-5);
  }
}

TEST(IntegratedGradientsOfSmoothModels, AreCompleteWhateverTheBatch) {
  auto tensors = test::smooth_tensors(9);
  tensors["weight"] = torch::randn({3, 6});
  tensors["bias"] = torch::randn({3});
  auto model = test::make_model(test::kSmoothSource, tensors);
  const auto x = test::random_onehot(7, 20, 1);
  const auto references = test::random_onehot(21, 20, 2).view({7, 3, 4, 20});
  auto options = with(PathRule::kGaussLegendre, 24);
  const auto expected = explain(model, x, references, options);
  ASSERT_EQ(expected.map_nkcl.sizes(), (std::vector<std::int64_t>{7, 3, 4, 20}));
  EXPECT_LT(residual(expected).abs().max().item<double>(), 1e-5);
  EXPECT_LT(test::largest_difference(expected.map_nkcl.sum({2, 3}), expected.sum_nrk.mean(1)),
            1e-5);
  for (const std::int64_t batch : {1, 5, 24, 48, 10000}) {
    options.batch_size = batch;
    const auto found = explain(model, x, references, options);
    EXPECT_LT(test::largest_difference(found.map_nkcl, expected.map_nkcl), 1e-6) << batch;
  }
}

TEST(IntegratedGradientsOfSmoothModels, ConvergeToRoundingInDouble) {
  auto model = test::make_model(test::kSmoothSource, test::in_double(test::smooth_tensors(9)));
  const auto x = test::random_onehot(3, 12, 1);
  const auto references = test::random_onehot(3, 12, 2).unsqueeze(1);
  const auto found = explain(model, x, references, with(PathRule::kGaussLegendre, 60));
  EXPECT_LT(residual(found).abs().max().item<double>(), 1e-12);
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
  const auto map = [&](model::Model& model) {
    return explain(model, x, test::zero_references(x), with(PathRule::kMiddle, 10)).map_nkcl;
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
  const auto a = explain(forward, x, r.unsqueeze(1), options);
  const auto b = explain(reverse, x.flip({1, 2}), r.flip({1, 2}).unsqueeze(1), options);
  EXPECT_LT(test::largest_difference(a.map_nkcl.flip({2, 3}), b.map_nkcl), 1e-6);
}

TEST(MeanGradient, IsTheGradientMeanWithoutTheDifference) {
  auto model = test::t1();
  const auto x = test::encode({"ACGTA"});
  // Left rule, 4 steps, from zeros: the windows switch on at t > 0.25 (filter 0) and t > 0.125
  // (filter 1), so 2 and 3 of the nodes 0, 0.25, 0.5, 0.75 count.
  const auto found = gradient::mean_gradient(test::every_output(model),
                                             test::batch_of(x, test::zero_references(x)),
                                             with(PathRule::kLeft, 4));
  const auto observed = (found.map_nkcl[0][0] * x[0]).sum(0);
  EXPECT_LT(
      test::largest_difference(observed, torch::tensor({0.25F, 0.25F, -0.1875F, -0.1875F, 0.0F})),
      1e-7);
  // Channels that the sequence does not have carry a gradient too.
  EXPECT_NEAR(found.map_nkcl[0][0][1][0].item<float>(), -0.125, 1e-7);
  EXPECT_FALSE(found.sum_nrk.defined());
}

TEST(MeanGradient, AveragesOverReferences) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(12));
  const auto function = test::every_output(model);
  const auto x = test::random_onehot(2, 10, 1);
  const auto references = test::random_onehot(6, 10, 2).view({2, 3, 4, 10});
  auto options = with(PathRule::kLeft, 20);
  const auto all = gradient::mean_gradient(function, test::batch_of(x, references), options);
  auto sum = torch::zeros({2, 1, 4, 10});
  for (std::int64_t r = 0; r < 3; ++r) {
    const auto batch = test::batch_of(x, references.slice(1, r, r + 1));
    sum += gradient::mean_gradient(function, batch, options).map_nkcl;
  }
  EXPECT_LT(test::largest_difference(all.map_nkcl, sum / 3), 1e-6);
}

}  // namespace
}  // namespace siskin
