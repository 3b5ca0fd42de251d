// Objectives of a profile network with heads and control tracks, in float64.
#include <gmock/gmock.h>
#include <torch/torch.h>

#include <algorithm>
#include <string>
#include <vector>

#include "siskin/train/gradient_penalties.hpp"
#include "siskin/train/objective.hpp"
#include "siskin/train/profile_loss.hpp"
#include "unit/train/finite_differences.hpp"
#include "unit/train/small_network.hpp"

namespace siskin::train {
namespace {

using ProfileTarget = GradientPenaltySettings::ProfileTarget;

constexpr std::int64_t kInput = 16;
constexpr std::int64_t kOutput = 6;
constexpr std::int64_t kTasks = 2;

model::Network profile_network(const std::string& activation) {
  architecture::Architecture net{
      "profile",
      {architecture::ConvolutionLayer{5, 5, true, true}, architecture::ActivationLayer{activation},
       architecture::ResidualLayer{{architecture::ConvolutionLayer{5, 3, true, true},
                                    architecture::ActivationLayer{"relu"}}}}};
  architecture::ProfileHead profile;
  profile.width = 3;
  profile.controls = architecture::Controls::kShared;
  profile.mix_tracks = true;
  architecture::CountHead counts;
  counts.controls = architecture::Controls::kShared;
  counts.mix_tracks = true;
  net.heads = {profile, counts};
  util::Random random(7);
  auto module = model::build_network(net, {kInput, kTasks, kOutput, 2, 2}, random);
  module.to(torch::kDouble);
  return {net, module};
}

Batch profile_batch() {
  auto batch = test::random_batch(4, kInput, 1);
  batch.labels_nt = at::Tensor();
  torch::manual_seed(3);
  batch.profiles_ntos = torch::randint(5, {4, kTasks, kOutput, 2}, torch::kDouble);
  batch.controls_ncl = torch::randint(3, {4, 2, kInput}, torch::kDouble);
  return batch;
}

ObjectiveSettings profile_settings() {
  ObjectiveSettings settings;
  settings.loss = Loss::kProfile;
  settings.weights.l2.weight = 0;
  return settings;
}

TEST(ProfileObjective, IsTheProfileLossOfTheNetwork) {
  auto network = profile_network("relu");
  const auto batch = profile_batch();
  Objective objective(profile_settings(), network);
  const auto outputs = network.forward(batch.onehot_ncl, batch.controls_ncl);
  const double expected =
      profile_loss({}, outputs, batch.profiles_ntos, {}, {}).total(20).item<double>();
  EXPECT_NEAR(objective.backward(batch, {})[0].second, expected, 1e-10);
  EXPECT_THAT(objective.task_loss(outputs, batch),
              testing::Pair(testing::DoubleNear(expected, 1e-10), 4));
}

TEST(ProfileObjective, AgreesWithFiniteDifferencesForThePriorOfVariance) {
  auto settings = profile_settings();
  settings.gradients.profile_target = ProfileTarget::kVariance;
  settings.gradients.gini.weight = 3;
  EXPECT_LT(test::relative_error(settings, profile_network("exponential"), profile_batch(),
                                 {{"loss", 1}, {"gini", 3}}),
            1e-5);
}

// The probabilities that weigh the logits are constants, which differences of the whole are not; so
// the pass that is cut is held against the one that is not.
TEST(ProfileObjective, HasTheGradientOfTheSoftmaxTargetWithoutCuts) {
  auto network = profile_network("relu");
  const auto batch = profile_batch();
  network.set_training(false);
  for (const auto softmax : {ProfileSoftmax::kStrand, ProfileSoftmax::kJoint}) {
    GradientPenaltySettings settings;
    settings.gini.weight = 1;
    settings.positives_only = false;
    const GradientPenalties penalties(settings, softmax);
    std::vector<std::vector<at::Tensor>> found;
    for (const bool cut : {true, false}) {
      test::zero_grad(network);
      LossTerms terms;
      const auto pass = InputPass::run(network, batch.onehot_ncl, batch.controls_ncl, cut);
      backward_to_parameters(penalties.value(pass, {}, {}, terms), network);
      found.push_back(test::grads(network));
    }
    double largest = 0;
    for (std::size_t i = 0; i < found[0].size(); ++i) {
      EXPECT_TRUE(torch::allclose(found[0][i], found[1][i], 1e-12, 1e-14)) << i;
      largest = std::max(largest, found[1][i].abs().max().item<double>());
    }
    EXPECT_GT(largest, 1e-6);
  }
}

TEST(ProfileObjective, AgreesWithFiniteDifferencesForMixup) {
  auto settings = profile_settings();
  settings.mixup.where = MixupSettings::Where::kManifold;
  EXPECT_LT(test::relative_error(settings, profile_network("exponential"), profile_batch(),
                                 {{"loss", 1}}),
            1e-5);
}

}  // namespace
}  // namespace siskin::train
