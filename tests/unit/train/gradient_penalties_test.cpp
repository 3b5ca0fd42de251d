#include "siskin/train/gradient_penalties.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include "unit/train/small_network.hpp"

namespace siskin::train {
namespace {

using Target = GradientPenaltySettings::ProfileTarget;
using testing::ElementsAre;

at::Tensor gradient_of_profile(const at::Tensor& logits_ntos, Target target,
                               ProfileSoftmax softmax = ProfileSoftmax::kStrand) {
  model::Outputs outputs;
  outputs.profile_ntos = logits_ntos.detach().clone().requires_grad_();
  attribution_sum(outputs, target, softmax).backward();
  return outputs.profile_ntos.grad();
}

at::Tensor random_logits() {
  torch::manual_seed(5);
  return torch::randn({2, 2, 7, 2}, torch::kDouble);
}

// The published code weights by log-probabilities where it means probabilities; the normaliser
// cancels, and what is left is half the squared mean-centred logits.
TEST(AttributionSum, HasTheGradientOfThePublishedCodeAsVariance) {
  const auto logits = random_logits().requires_grad_();
  const auto centred = logits - logits.mean(2, true);
  const auto sum = (torch::log_softmax(logits, 2).detach() * centred).sum();
  sum.backward();
  EXPECT_TRUE(
      torch::allclose(gradient_of_profile(logits, Target::kVariance), logits.grad(), 0, 1e-14));
}

// d/dz sum p (z - mean z) with p constant is p - 1/K.
TEST(AttributionSum, HasTheGradientOfProbabilitiesLessTheirMean) {
  const auto logits = random_logits();
  EXPECT_TRUE(torch::allclose(gradient_of_profile(logits, Target::kSoftmax),
                              torch::softmax(logits, 2) - 1.0 / 7, 0, 1e-14));
  const auto joint = torch::softmax(logits.flatten(2), 2).view_as(logits) - 1.0 / 14;
  EXPECT_TRUE(torch::allclose(gradient_of_profile(logits, Target::kSoftmax, ProfileSoftmax::kJoint),
                              joint, 0, 1e-14));
}

TEST(AttributionSum, DoesNotChangeWhenAConstantIsAddedToATrack) {
  model::Outputs outputs;
  outputs.profile_ntos = random_logits();
  model::Outputs moved;
  moved.profile_ntos = outputs.profile_ntos + torch::randn({2, 2, 1, 2}, torch::kDouble);
  for (const auto target : {Target::kSoftmax, Target::kVariance}) {
    EXPECT_NEAR(attribution_sum(outputs, target, ProfileSoftmax::kStrand).item<double>(),
                attribution_sum(moved, target, ProfileSoftmax::kStrand).item<double>(), 1e-12);
  }
}

// Expected: arcsin in NumPy.
TEST(AnglesToSimplex, AreThoseOfHandMadeGradients) {
  const auto gradient = torch::tensor({{1.0, 2.0, 3.0, -1.0},
                                       {0.5, -0.5, 0.0, 0.0},
                                       {0.0, 0.0, 0.0, 0.0},
                                       {1.0, 1.0, 1.0, 0.5}},
                                      torch::kDouble)
                            .t()
                            .unsqueeze(0)
                            .requires_grad_();
  const auto angles = angles_to_simplex(gradient)[0];
  EXPECT_NEAR(angles[0].item<double>(), 40.202965886569764, 1e-10);
  EXPECT_EQ(angles[1].item<double>(), 0);
  EXPECT_EQ(angles[2].item<double>(), 0);
  EXPECT_NEAR(angles[3].item<double>(), 76.10211375198604, 1e-10);
  const auto slope = torch::autograd::grad({angles.sum()}, {gradient})[0];
  EXPECT_TRUE(slope.isfinite().all().item<bool>());
}

TEST(AnglesToSimplex, StayFiniteAtARightAngle) {
  const auto gradient = torch::ones({1, 4, 1}, torch::kDouble).requires_grad_();
  const auto angles = angles_to_simplex(gradient);
  EXPECT_NEAR(angles.item<double>(), 90, 0.1);
  angles.sum().backward();
  EXPECT_TRUE(gradient.grad().isfinite().all().item<bool>());
}

// A linear network: one filter of width 1, flatten, one or two outputs.
struct Linear {
  model::Network network = test::double_network(
      {architecture::ConvolutionLayer{1, 1, true, false}, architecture::FlattenLayer{}}, 3, 2);
  at::Tensor filter_c = network.kernels()[0].weight.detach().flatten();
  at::Tensor output_tl =
      network.module().attr("output").toModule().attr("weight").toTensor().detach();
  /// Of output t by the input.
  at::Tensor jacobian(std::int64_t t) const { return torch::outer(filter_c, output_tl[t]); }
};

double value_of(const GradientPenaltySettings& settings, Linear& linear, const Batch& batch) {
  LossTerms terms;
  GradientPenalties(settings, ProfileSoftmax::kStrand)
      .backward(linear.network, batch.onehot_ncl, {}, batch.positive_n, {}, terms);
  return terms.at(0).second;
}

TEST(GradientPenalties, SquareTheGradientOfTheSummedOutputs) {
  Linear linear;
  GradientPenaltySettings settings;
  settings.gradient.weight = 1;
  const auto expected = (linear.jacobian(0) + linear.jacobian(1)).square().sum().item<double>();
  EXPECT_NEAR(value_of(settings, linear, test::random_batch(4, 3, 2)), expected, 1e-12);
}

TEST(GradientPenalties, SquareTheGradientsOfAllOutputs) {
  Linear linear;
  GradientPenaltySettings settings;
  settings.jacobian.weight = 1;
  settings.jacobian_projections = 0;
  const auto expected =
      (linear.jacobian(0).square().sum() + linear.jacobian(1).square().sum()).item<double>();
  EXPECT_NEAR(value_of(settings, linear, test::random_batch(4, 3, 2)), expected, 1e-12);
  settings.jacobian_projections = 2000;
  EXPECT_NEAR(value_of(settings, linear, test::random_batch(4, 3, 2)), expected, 0.05 * expected);
}

TEST(GradientPenalties, LookAtPositiveExamplesForPriorsOnly) {
  Linear linear;
  auto batch = test::random_batch(4, 3, 2);
  GradientPenaltySettings settings;
  settings.total_variation.weight = 1;
  const auto of = [&](const at::Tensor& rows) {
    const auto gradient = (linear.jacobian(0) + linear.jacobian(1)).unsqueeze(0);
    const auto track = (gradient * batch.onehot_ncl.index({rows})).abs().sum(1);
    return track.diff(1, 1).abs().sum(1).mean().item<double>();
  };
  EXPECT_NEAR(value_of(settings, linear, batch), of(batch.positive_n), 1e-12);
  settings.positives_only = false;
  EXPECT_NEAR(value_of(settings, linear, batch), of(torch::ones_like(batch.positive_n)), 1e-12);
  settings.positives_only = true;
  settings.gradient.weight = 1e-9;  // a pass over all examples must not change the prior
  EXPECT_NEAR(value_of(settings, linear, batch), of(batch.positive_n), 1e-12);
}

TEST(GradientPenalties, DoNothingWithoutPositiveExamples) {
  Linear linear;
  auto batch = test::random_batch(4, 3, 2);
  batch.positive_n.fill_(false);
  GradientPenaltySettings settings;
  settings.fourier.strength.weight = 1;
  EXPECT_EQ(value_of(settings, linear, batch), 0);
  EXPECT_FALSE(linear.network.kernels()[0].weight.grad().defined());
}

TEST(GradientPenalties, LeaveModeRunningStatisticsAndInputsAsTheyAre) {
  auto network = test::double_network(test::batch_norm_layers(), 12, 2);
  const auto batch = test::random_batch(6, 12, 2);
  std::vector<at::Tensor> before;
  for (const auto& buffer : network.module().buffers()) before.push_back(buffer.clone());
  GradientPenaltySettings settings;
  settings.fourier.strength.weight = 1;
  settings.angle.weight = 1;
  LossTerms terms;
  const GradientPenalties penalties(settings, ProfileSoftmax::kStrand);
  penalties.backward(network, batch.onehot_ncl, {}, batch.positive_n, {}, terms);
  EXPECT_THAT(penalties.names(), ElementsAre("fourier", "angle"));
  EXPECT_TRUE(network.is_training());
  EXPECT_FALSE(batch.onehot_ncl.requires_grad());
  std::size_t i = 0;
  for (const auto& buffer : network.module().buffers()) {
    EXPECT_TRUE(torch::equal(buffer, before[i++]));
  }
  EXPECT_GT(network.kernels()[0].weight.grad().abs().max().item<double>(), 0);
}

// Behind batch norm the sum over the batch is a constant in training mode, so that the published
// gradient is rounding noise; with running statistics it is not.
TEST(GradientPenalties, FindNoGradientBehindBatchNormInTrainingMode) {
  auto network = test::double_network(test::batch_norm_layers(), 12, 2);
  const auto batch = test::random_batch(6, 12, 2);
  const auto largest = [&](bool training) {
    network.set_training(training);
    const auto input = batch.onehot_ncl.clone().requires_grad_();
    attribution_sum(network.forward(input, {}), Target::kSoftmax, ProfileSoftmax::kStrand)
        .backward();
    return input.grad().abs().max().item<double>();
  };
  EXPECT_LT(largest(true), 1e-12);
  EXPECT_GT(largest(false), 1e-3);
}

}  // namespace
}  // namespace siskin::train
