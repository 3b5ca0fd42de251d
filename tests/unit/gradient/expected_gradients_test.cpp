#include "siskin/gradient/expected_gradients.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::SampleOptions;

SampleOptions with(std::int64_t samples) {
  SampleOptions options;
  options.samples = samples;
  return options;
}

TEST(ExpectedGradients, IsExactForALinearModelAndOneReference) {
  torch::manual_seed(5);
  const auto weight_cl = torch::randn({4, 5});
  auto model = test::linear_model(weight_cl);
  const auto x = test::encode({"ACGTA"});
  const auto reference = test::encode({"CATGA"});
  auto options = with(3);
  options.deviation = 0.5;
  for (const auto method : {gradient::expected_gradients, gradient::gradient_shap}) {
    const auto found =
        method(test::every_output(model), test::batch_of(x, reference.unsqueeze(1)), options);
    EXPECT_LT(test::largest_difference(found.map_nkcl[0][0], (weight_cl * (x - reference))[0]),
              1e-6);
    EXPECT_NEAR(found.sum_nrk.item<double>(),
                found.prediction_nk.item<double>() - found.reference_prediction_nrk.item<double>(),
                1e-5);
  }
}

// T1 from the two references 0.25 and CATGA; closed forms of both, mean of the two.
TEST(ExpectedGradients, ConvergeToTheMeanOfIntegratedGradients) {
  auto model = test::t1();
  const auto x = test::encode({"ACGTA"});
  const auto references =
      torch::stack({torch::full({4, 5}, 0.25F), test::encode({"CATGA"})[0]}).unsqueeze(0);
  const auto found = gradient::expected_gradients(test::every_output(model),
                                                  test::batch_of(x, references), with(20000));
  const auto expected =
      torch::tensor({(0.375F + 0.40625F) / 2, (0.375F + 0.125F) / 2,
                     (-0.226293103F - 0.019886364F) / 2, (-0.211206897F + 0.051136364F) / 2, 0.0F});
  EXPECT_LT(test::largest_difference(found.map_nkcl[0][0].sum(0), expected), 0.01);
  // Half of f(0.25) = 0.25 and half of f(CATGA) = 0, as drawn.
  EXPECT_NEAR(found.reference_prediction_nrk.item<double>(), 0.125, 0.004);
  EXPECT_NEAR(found.sum_nrk.item<double>(), 0.5625 - found.reference_prediction_nrk.item<double>(),
              0.01);
  EXPECT_NEAR(found.map_nkcl.sum().item<double>(), found.sum_nrk.item<double>(), 1e-6);
  EXPECT_NEAR(found.map_nkcl.abs().sum().item<double>(), found.magnitude_nrk.item<double>(), 1e-6);
}

TEST(ExpectedGradients, PredictOnlyWhatWasDrawn) {
  auto model = test::linear_model(torch::ones({4, 5}));
  auto references = torch::zeros({1, 3, 4, 5});
  references[0][1].fill_(0.25);
  references[0][2].fill_(0.75);
  const auto found = gradient::expected_gradients(
      test::every_output(model), test::batch_of(test::encode({"ACGTA"}), references), with(1));
  const double value = found.reference_prediction_nrk.item<double>();
  EXPECT_TRUE(value == 0.5 || value == 5.5 || value == 15.5) << value;
}

class ExpectedGradientsOfSeveralOutputs : public testing::Test {
 protected:
  ExpectedGradientsOfSeveralOutputs() : model_(make()) {}

  static model::Model make() {
    auto tensors = test::smooth_tensors(4);
    tensors["weight"] = torch::randn({2, 6});
    tensors["bias"] = torch::randn({2});
    return test::make_model(test::kSmoothSource, tensors);
  }

  model::Model model_;
  model::Function function_ = test::every_output(model_);
  gradient::Batch batch_ = test::batch_of(test::random_onehot(5, 9, 1),
                                          test::random_onehot(20, 9, 2).view({5, 4, 4, 9}));
};

TEST_F(ExpectedGradientsOfSeveralOutputs, DependOnSeedAndNumberOnly) {
  auto options = with(11);
  options.deviation = 0.2;
  const auto expected = gradient::gradient_shap(function_, batch_, options);
  for (const std::int64_t batch_size : {1, 4, 11, 30}) {
    options.batch_size = batch_size;
    const auto found = gradient::gradient_shap(function_, batch_, options);
    EXPECT_LT(test::largest_difference(found.map_nkcl, expected.map_nkcl), 1e-6);
    EXPECT_LT(
        test::largest_difference(found.reference_prediction_nrk, expected.reference_prediction_nrk),
        1e-6);
  }
  const auto part = gradient::gradient_shap(function_, test::part_of(batch_, 2, 4), options);
  EXPECT_LT(test::largest_difference(part.map_nkcl, expected.map_nkcl.slice(0, 2, 4)), 1e-6);
  options.seed = 2;
  EXPECT_GT(test::largest_difference(gradient::gradient_shap(function_, batch_, options).map_nkcl,
                                     expected.map_nkcl),
            1e-3);
}

TEST_F(ExpectedGradientsOfSeveralOutputs, NoiseChangesGradientShapOnly) {
  auto options = with(8);
  const auto plain = gradient::expected_gradients(function_, batch_, options);
  const auto same = gradient::gradient_shap(function_, batch_, options);
  EXPECT_EQ(test::largest_difference(plain.map_nkcl, same.map_nkcl), 0);
  options.deviation = 0.3;
  const auto still = gradient::expected_gradients(function_, batch_, options);
  EXPECT_EQ(test::largest_difference(plain.map_nkcl, still.map_nkcl), 0);
  const auto noisy = gradient::gradient_shap(function_, batch_, options);
  EXPECT_GT(test::largest_difference(plain.map_nkcl, noisy.map_nkcl), 1e-3);
}

TEST_F(ExpectedGradientsOfSeveralOutputs, HypotheticalValueOfTheBaseIsItsContribution) {
  auto options = with(8);
  const auto plain = gradient::expected_gradients(function_, batch_, options);
  options.hypothetical = true;
  const auto found = gradient::expected_gradients(function_, batch_, options);
  const auto observed = (found.map_nkcl * batch_.onehot_ncl.unsqueeze(1)).sum(2);
  EXPECT_LT(test::largest_difference(observed, plain.map_nkcl.sum(2)), 1e-6);
  EXPECT_EQ(test::largest_difference(found.sum_nrk, plain.sum_nrk), 0);
  options.hypothetical = false;
  options.center = true;
  const auto centred = gradient::expected_gradients(function_, batch_, options);
  // Between two one-hot columns the mean cancels.
  EXPECT_LT(test::largest_difference(centred.map_nkcl.sum(2), plain.map_nkcl.sum(2)), 1e-6);
  EXPECT_GT(test::largest_difference(centred.map_nkcl, plain.map_nkcl), 1e-3);
  EXPECT_EQ(test::largest_difference(centred.magnitude_nrk, plain.magnitude_nrk), 0);
}

}  // namespace
}  // namespace siskin
