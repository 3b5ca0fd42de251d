#include "siskin/train/objective.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <cmath>
#include <functional>

#include "siskin/train/strength.hpp"
#include "support/error_message.hpp"
#include "unit/train/small_network.hpp"

namespace siskin::train {
namespace {

using testing::ElementsAre;

ObjectiveSettings objective_settings() {
  ObjectiveSettings settings;
  settings.weights.l2.weight = 0;
  return settings;
}

TEST(Objective, IsTheLossOfTheTaskWithoutRegularisers) {
  auto network = test::double_network(test::plain_layers(), 12, 2);
  const auto batch = test::random_batch(6, 12, 2);
  Objective objective(objective_settings(), network);
  const auto terms = objective.backward(batch, {});
  const auto found = test::grads(network);
  test::zero_grad(network);
  const auto outputs = network.forward(batch.onehot_ncl, {});
  const auto loss = mean_loss(Loss::kBinaryCrossEntropy, outputs.values_nt, batch.labels_nt);
  loss.backward();
  ASSERT_EQ(terms.size(), 1U);
  EXPECT_EQ(terms[0].first, "loss");
  EXPECT_DOUBLE_EQ(terms[0].second, loss.item<double>());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_TRUE(torch::allclose(found[i], test::grads(network)[i]));
  }
  EXPECT_THAT(objective.task_loss(outputs, batch),
              testing::Pair(testing::DoubleEq(loss.item<double>()), 12));
}

TEST(Objective, AddsToTheGradientsThatAreThere) {
  auto network = test::double_network(test::plain_layers(), 12, 2);
  const auto batch = test::random_batch(6, 12, 2);
  auto settings = objective_settings();
  settings.weights.l1.weight = 0.1;
  settings.gradients.gradient.weight = 0.1;
  Objective objective(settings, network);
  objective.backward(batch, {});
  const auto once = test::grads(network);
  objective.backward(batch, {});
  const auto both = test::grads(network);
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_TRUE(torch::allclose(both[i], 2 * once[i]));
  }
}

TEST(Objective, NamesItsTermsInTheirOrder) {
  auto network = test::double_network(test::plain_layers(), 12, 2);
  auto settings = objective_settings();
  settings.weights.l2.weight = 1;
  settings.weights.spectral.weight = 1;
  settings.gradients.fourier.strength.weight = 1;
  settings.gradients.gini.weight = 1;
  settings.gradients.gini.schedule.first_epoch = 2;
  Objective objective(settings, network);
  EXPECT_THAT(objective.term_names(), ElementsAre("loss", "fourier", "gini", "l2", "spectral"));
  const auto terms = objective.backward(test::random_batch(6, 12, 2), {});
  std::vector<std::string> names;
  for (const auto& term : terms) names.push_back(term.first);
  EXPECT_EQ(names, objective.term_names());
  EXPECT_EQ(terms[2].second, 0);  // not yet
  EXPECT_GT(terms[1].second, 0);
}

TEST(Objective, SmoothsLabelsInTrainingAlone) {
  auto network = test::double_network(test::plain_layers(), 12, 2);
  auto batch = test::random_batch(6, 12, 2);
  auto settings = objective_settings();
  settings.label_smoothing.weight = 0.2;
  Objective objective(settings, network);
  const auto outputs = network.forward(batch.onehot_ncl, {});
  const auto smoothed = 0.8 * batch.labels_nt + 0.1;
  EXPECT_NEAR(objective.backward(batch, {})[0].second,
              mean_loss(Loss::kBinaryCrossEntropy, outputs.values_nt, smoothed).item<double>(),
              1e-12);
  EXPECT_NEAR(
      objective.task_loss(outputs, batch).first,
      mean_loss(Loss::kBinaryCrossEntropy, outputs.values_nt, batch.labels_nt).item<double>(),
      1e-12);
}

TEST(Objective, GivesTheSameNoiseForTheSameStepAndOtherwiseAnother) {
  auto network = test::double_network(test::plain_layers(), 12, 2);
  const auto batch = test::random_batch(6, 12, 2);
  auto settings = objective_settings();
  settings.input_noise.weight = 0.1;
  Objective objective(settings, network);
  const auto loss = [&](const StepPlace& place) { return objective.backward(batch, place)[0]; };
  EXPECT_EQ(loss({1, 0, 1}), loss({1, 0, 1}));
  EXPECT_NE(loss({1, 0, 1}), loss({1, 1, 1}));
  EXPECT_NE(loss({1, 0, 1}), loss({1, 0, 2}));
}

TEST(Objective, KeepsInputsThatAreNoLongerOneHotFromTheTrunkRunner) {
  auto network = test::double_network(test::plain_layers(), 12, 2);
  int calls = 0;
  network.set_trunk_runner([&](const at::Tensor& onehot_ncl) {
    ++calls;
    return network.run_trunk(0, network.trunk().size(), onehot_ncl);
  });
  const auto batch = test::random_batch(6, 12, 2);
  auto settings = objective_settings();
  settings.input_noise.weight = 0.1;
  settings.input_noise.schedule.first_epoch = 2;
  Objective objective(settings, network);
  objective.backward(batch, {1, 0, 1});
  EXPECT_EQ(calls, 1);
  objective.backward(batch, {2, 0, 1});
  EXPECT_EQ(calls, 1);
}

TEST(Objective, TrainsOnCleanThenBothThenAttackedInputs) {
  auto network = test::double_network(test::plain_layers(), 12, 2);
  const auto batch = test::random_batch(6, 12, 2);
  auto settings = objective_settings();
  settings.attack.kind = AttackSettings::Kind::kFastGradientSign;
  settings.attack.first_epoch = 2;
  settings.attack.mixed_epochs = 1;
  Objective objective(settings, network);
  const double clean = objective.backward(batch, {1, 0, 1})[0].second;
  const double both = objective.backward(batch, {2, 0, 1})[0].second;
  const double attacked = objective.backward(batch, {3, 0, 1})[0].second;
  EXPECT_GT(attacked, clean);
  EXPECT_NEAR(both, (clean + attacked) / 2, 1e-12);
}

TEST(Objective, AddsTheLossOfTheMixedBatch) {
  auto network = test::double_network(test::plain_layers(), 12, 2);
  const auto batch = test::random_batch(6, 12, 2);
  const auto loss = [&](MixupSettings::Streams streams) {
    auto settings = objective_settings();
    settings.mixup.where = MixupSettings::Where::kManifold;
    settings.mixup.streams = streams;
    Objective objective(settings, network);
    return objective.backward(batch, {})[0].second;
  };
  Objective plain(objective_settings(), network);
  const double clean = plain.backward(batch, {})[0].second;
  const double mixed = loss(MixupSettings::Streams::kMixed);
  EXPECT_NE(mixed, clean);
  EXPECT_NEAR(loss(MixupSettings::Streams::kSum), clean + mixed, 1e-12);
  EXPECT_NEAR(loss(MixupSettings::Streams::kMean), (clean + mixed) / 2, 1e-12);
}

TEST(Objective, LeavesTheLossOfTheTaskOutWhenAsked) {
  auto network = test::double_network(test::batch_norm_layers(), 12, 2);
  const auto batch = test::random_batch(6, 12, 2);
  auto settings = objective_settings();
  settings.gradients.fourier.strength.weight = 1;
  settings.gradients.prior_only = true;
  Objective objective(settings, network);
  const auto terms = objective.backward(batch, {});
  EXPECT_GT(terms[0].second, 0);
  // No path from a gradient by the input to the bias of the output.
  const auto bias = network.module().attr("output").toModule().attr("bias").toTensor();
  EXPECT_FALSE(bias.grad().defined() && bias.grad().abs().max().item<double>() > 0);
}

TEST(Objective, SaysWhatDoesNotFit) {
  using testing::HasSubstr;
  auto network = test::double_network(test::plain_layers(), 12, 2);
  auto settings = objective_settings();
  settings.task_weights = {1, 2, 3};
  const auto batch = test::random_batch(6, 12, 2);
  EXPECT_THAT(
      siskin::test::error_message([&] { Objective(settings, network).backward(batch, {}); }),
      HasSubstr("found 3 weights, the data have 2 tasks"));
  settings = objective_settings();
  settings.mixup.where = MixupSettings::Where::kInput;
  settings.gradients.statistics = GradientPenaltySettings::Statistics::kBatch;
  EXPECT_THAT(siskin::test::error_message<UsageError>([&] { Objective(settings, network); }),
              HasSubstr("mixup"));
}

}  // namespace
}  // namespace siskin::train
