#include "siskin/train/trainer.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <cmath>
#include <filesystem>

#include "siskin/model/build_network.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/train/set_pass.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "unit/train/motif_examples.hpp"

namespace siskin::train {
namespace {

model::Network small_network(std::uint64_t seed = 1) {
  const model::Architecture net{
      "small",
      {architecture::ConvolutionLayer{8, 5, true, false}, architecture::BatchNormLayer{},
       architecture::ActivationLayer{"relu"}, architecture::DropoutLayer{0.1},
       architecture::MaxPoolLayer{4, false}, architecture::FlattenLayer{}}};
  util::Random random(seed);
  return {net, model::build_network(net, MotifExamples::kLength, 1, random)};
}

TrainingPlan quick_plan() {
  TrainingPlan plan;
  plan.settings.epochs = 60;
  plan.settings.batch_size = 50;
  plan.settings.rate.initial = 0.02;
  return plan;
}

TrainingResult train(model::Network& network, const TrainingPlan& plan) {
  model::prepare_thread();
  auto splits = motif_splits();
  return train_network(network, splits, plan, {});
}

torch::Tensor first_kernel(const model::Network& network) {
  return network.module().attr("conv1").toModule().attr("weight").toTensor().detach().clone();
}

double metric_of(const Metrics& metrics, const std::string& name) {
  for (const auto& [known, value] : metrics) {
    if (known == name) return value;
  }
  return NAN;
}

TEST(TrainNetwork, LearnsAPlantedMotif) {
  auto network = small_network();
  const auto result = train(network, quick_plan());
  ASSERT_EQ(result.sets.size(), 2U);
  EXPECT_EQ(result.sets[1].name, "test");
  EXPECT_EQ(result.sets[1].examples, 100);
  EXPECT_GT(metric_of(result.sets[1].metrics, "auroc"), 0.95);
  EXPECT_LT(metric_of(result.history.back().train, "loss"),
            0.5 * metric_of(result.history.front().train, "loss"));
}

TEST(TrainNetwork, GivesTheSameWeightsTwiceAndOthersForAnotherSeed) {
  auto plan = quick_plan();
  plan.settings.epochs = 3;
  std::vector<torch::Tensor> kernels;
  for (const std::uint64_t seed : {5, 5, 6}) {
    auto network = small_network();
    plan.settings.seed = seed;
    train(network, plan);
    kernels.push_back(first_kernel(network));
  }
  EXPECT_TRUE(torch::equal(kernels[0], kernels[1]));
  EXPECT_FALSE(torch::equal(kernels[0], kernels[2]));
}

TEST(TrainNetwork, KeepsTheWeightsOfTheBestEpoch) {
  auto plan = quick_plan();
  plan.settings.epochs = 12;
  auto network = small_network();
  const auto result = train(network, plan);
  double best = -1;
  std::int64_t best_epoch = 0;
  for (const auto& record : result.history) {
    if (metric_of(record.valid, "auroc") <= best) continue;
    best = metric_of(record.valid, "auroc");
    best_epoch = record.epoch;
  }
  EXPECT_EQ(result.kept_epoch, best_epoch);
  EXPECT_DOUBLE_EQ(metric_of(result.sets[0].metrics, "auroc"), best);
}

TEST(TrainNetwork, KeepsTheLastWeightsWhenAsked) {
  auto plan = quick_plan();
  plan.settings.epochs = 4;
  plan.settings.keep_best = false;
  auto network = small_network();
  EXPECT_EQ(train(network, plan).kept_epoch, 4);
}

TEST(TrainNetwork, StopsWhenPatienceIsOver) {
  auto plan = quick_plan();
  plan.settings.rate.initial = 1e-30;  // nothing can improve
  plan.settings.patience = 3;
  auto network = small_network();
  EXPECT_LT(train(network, plan).history.size(), 60U);
}

TEST(TrainNetwork, GoesByTheMetricThatIsAskedFor) {
  auto plan = quick_plan();
  plan.settings.epochs = 10;
  plan.settings.monitor = "loss";
  auto network = small_network();
  const auto result = train(network, plan);
  for (const auto& record : result.history) {
    EXPECT_GE(record.valid_loss, result.sets[0].loss - 1e-9);
  }
}

// The burn-in of Labelson et al. (2021) runs in evaluation mode, which leaves the running
// statistics of batch norm at 0 and 1.
TEST(TrainNetwork, LeavesBatchNormAloneDuringTheBurnIn) {
  auto plan = quick_plan();
  plan.settings.epochs = 2;
  plan.settings.burn_in = 2;
  plan.settings.keep_best = false;
  auto network = small_network();
  const auto before = first_kernel(network);
  const auto result = train(network, plan);
  const auto norm = network.module().attr("batch_norm1").toModule();
  EXPECT_TRUE(torch::equal(norm.attr("running_mean").toTensor(), torch::zeros({8})));
  EXPECT_FALSE(torch::equal(first_kernel(network), before));
  EXPECT_EQ(result.history[0].learning_rate, plan.settings.burn_in_rate);
}

TEST(TrainNetwork, GoesOnFromACheckpointAsIfNothingHadHappened) {
  const auto folder = std::filesystem::path(testing::TempDir());
  auto plan = quick_plan();
  plan.settings.epochs = 6;
  plan.settings.burn_in = 1;
  auto whole = small_network();
  const auto expected = train(whole, plan);

  plan.checkpoint = (folder / "train.checkpoint").string();
  plan.request = {{"--learning-rate", 0.02}};
  plan.settings.epochs = 3;
  auto first = small_network();
  train(first, plan);
  plan.settings.epochs = 6;
  plan.resume = true;
  auto second = small_network(77);  // what it starts from does not matter
  const auto result = train(second, plan);
  EXPECT_TRUE(torch::equal(first_kernel(second), first_kernel(whole)));
  EXPECT_EQ(result.kept_epoch, expected.kept_epoch);
  ASSERT_EQ(result.history.size(), expected.history.size());
  for (std::size_t i = 0; i < result.history.size(); ++i) {
    EXPECT_EQ(result.history[i].valid_loss, expected.history[i].valid_loss);
  }
  std::filesystem::remove(plan.checkpoint);
}

TEST(TrainNetwork, SaysWhenTheLossIsNoNumberAndKeepsTheHistory) {
  auto plan = quick_plan();
  plan.objective.loss = Loss::kMeanSquaredError;
  auto splits = motif_splits();
  for (auto& label : dynamic_cast<MotifExamples&>(*splits.train).labels()) label = 3e38F;
  auto network = small_network();
  const auto result = train_network(network, splits, plan, {});
  EXPECT_THAT(result.failure, testing::HasSubstr("no longer a number in epoch 1"));
  ASSERT_EQ(result.history.size(), 1U);
  EXPECT_EQ(result.history[0].status, EpochStatus::kNotFinite);
}

TEST(TrainNetwork, MarksAnEpochWhoseNetworkGivesTheSameForEverySequence) {
  auto plan = quick_plan();
  plan.settings.epochs = 1;
  plan.settings.rate.initial = 1e-30;
  auto network = small_network();
  {
    const torch::NoGradGuard no_grad;
    network.module().attr("output").toModule().attr("weight").toTensor().zero_();
  }
  EXPECT_EQ(train(network, plan).history[0].status, EpochStatus::kConstant);
}

TEST(TrainNetwork, TellsTheListenerOfEverySequenceAndEpoch) {
  auto plan = quick_plan();
  plan.settings.epochs = 2;
  std::int64_t sequences = 0;
  std::int64_t epochs = 0;
  TrainingListener listener;
  listener.batch_done = [&](std::int64_t count) { sequences += count; };
  listener.epoch_done = [&](const EpochRecord&) { ++epochs; };
  auto network = small_network();
  auto splits = motif_splits();
  train_network(network, splits, plan, listener);
  EXPECT_EQ(sequences, 800);
  EXPECT_EQ(epochs, 2);
}

}  // namespace
}  // namespace siskin::train
