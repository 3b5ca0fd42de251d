#include "siskin/train/trainer.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <cmath>

#include "siskin/model/build_network.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::train {
namespace {

constexpr std::size_t kLength = 12;

std::string random_sequence(util::Random& random) {
  std::string sequence;
  for (std::size_t i = 0; i < kLength; ++i) sequence += seq::kLetters[random.below(4)];
  return sequence;
}

// Label 1 where TGAC stands at position 4; learnable by one filter.
LabelledSet motif_set(std::size_t count, std::uint64_t seed) {
  LabelledSet set;
  set.length = kLength;
  set.tasks = 1;
  util::Random random(seed);
  for (std::size_t i = 0; i < count; ++i) {
    auto sequence = random_sequence(random);
    if (i % 2 == 0) sequence.replace(4, 4, "TGAC");
    set.add(sequence, {i % 2 == 0 ? 1.F : 0.F});
  }
  return set;
}

DataSet motif_data() { return {motif_set(400, 1), motif_set(100, 2), motif_set(100, 3), {"x"}}; }

torch::jit::Module small_network(std::uint64_t seed = 1) {
  const model::Architecture net{
      "small",
      {model::ConvolutionLayer{8, 5, true, false}, model::BatchNormLayer{},
       model::ActivationLayer{"relu"}, model::DropoutLayer{0.1}, model::MaxPoolLayer{4, false},
       model::FlattenLayer{}}};
  util::Random random(seed);
  return model::build_network(net, kLength, 1, random);
}

TrainingSettings quick_settings() {
  TrainingSettings settings;
  settings.epochs = 60;
  settings.batch_size = 50;
  settings.learning_rate = 0.02;
  return settings;
}

TEST(TrainNetwork, LearnsAPlantedMotif) {
  model::prepare_runtime(1);
  auto network = small_network();
  const auto result = train_network(network, motif_data(), quick_settings(), {});
  ASSERT_EQ(result.test.front().first, "auroc");
  EXPECT_GT(result.test.front().second, 0.95);
  EXPECT_LT(result.history.back().train_loss, 0.5 * result.history.front().train_loss);
}

TEST(TrainNetwork, GivesTheSameWeightsTwiceAndOthersForAnotherSeed) {
  auto settings = quick_settings();
  settings.epochs = 3;
  std::vector<torch::Tensor> outputs;
  for (const std::uint64_t seed : {5, 5, 6}) {
    auto network = small_network();
    settings.seed = seed;
    train_network(network, motif_data(), settings, {});
    outputs.push_back(network.attr("conv1").toModule().attr("weight").toTensor().clone());
  }
  EXPECT_TRUE(torch::equal(outputs[0], outputs[1]));
  EXPECT_FALSE(torch::equal(outputs[0], outputs[2]));
}

TEST(TrainNetwork, KeepsTheWeightsOfTheBestEpoch) {
  auto settings = quick_settings();
  settings.epochs = 12;
  const auto data = motif_data();
  auto network = small_network();
  const auto result = train_network(network, data, settings, {});
  double best = -1;
  std::int64_t best_epoch = 0;
  for (const auto& record : result.history) {
    if (record.valid.front().second > best) {
      best = record.valid.front().second;
      best_epoch = record.epoch;
    }
  }
  EXPECT_EQ(result.kept_epoch, best_epoch);
  const auto outputs = predict(network, data.valid, settings);
  EXPECT_DOUBLE_EQ(evaluate(settings.loss, outputs, data.valid).front().second, best);
}

TEST(TrainNetwork, KeepsTheLastWeightsWhenAsked) {
  auto settings = quick_settings();
  settings.epochs = 4;
  settings.keep_best = false;
  auto network = small_network();
  EXPECT_EQ(train_network(network, motif_data(), settings, {}).kept_epoch, 4);
}

TEST(TrainNetwork, StopsWhenPatienceIsOver) {
  auto settings = quick_settings();
  settings.learning_rate = 1e-30;  // nothing can improve
  settings.patience = 3;
  auto network = small_network();
  const auto result = train_network(network, motif_data(), settings, {});
  EXPECT_LT(result.history.size(), 60U);
}

// One step of Adam without dropout on a linear model has a closed form: each weight moves by
// rate * g / (|g| + eps), the first step's bias corrections cancelling.
TEST(TrainNetwork, TakesTheFirstStepOfAdamWithTheL2Gradient) {
  const model::Architecture net{
      "linear", {model::ConvolutionLayer{1, 1, true, false}, model::FlattenLayer{}}};
  util::Random random(3);
  auto network = model::build_network(net, 1, 1, random);
  DataSet data;
  for (auto* set : {&data.train, &data.valid}) {
    set->length = 1;
    set->tasks = 1;
    set->add("A", {2});
    set->add("A", {2});
  }
  TrainingSettings settings;
  settings.loss = Loss::kMeanSquaredError;
  settings.epochs = 1;
  settings.learning_rate = 0.01;
  settings.l2 = 100;
  const torch::NoGradGuard no_grad;
  const auto kernel = network.attr("conv1").toModule().attr("weight").toTensor();
  const auto before = kernel.clone().view({4});
  {
    const torch::AutoGradMode enable(true);
    train_network(network, data, settings, {});
  }
  const auto after = kernel.view({4});
  for (int base = 1; base < 4;
       ++base) {  // C, G, T are absent: only the L2 term moves their weights
    const double gradient = 200 * before[base].item<double>();
    const double expected =
        before[base].item<double>() - 0.01 * gradient / (std::abs(gradient) + 1e-7);
    EXPECT_NEAR(after[base].item<double>(), expected, 1e-6);
  }
}

TEST(TrainNetwork, StopsWithAMessageWhenTheLossIsNoNumber) {
  auto settings = quick_settings();
  settings.loss = Loss::kMeanSquaredError;
  auto data = motif_data();
  for (auto& label : data.train.labels_nt) label = 3e38F;
  auto network = small_network();
  try {
    train_network(network, data, settings, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("no longer a number in epoch 1"));
  }
}

TEST(TrainNetwork, TellsTheListenerOfEverySequenceAndEpoch) {
  auto settings = quick_settings();
  settings.epochs = 2;
  std::int64_t sequences = 0;
  std::int64_t epochs = 0;
  TrainingListener listener;
  listener.batch_done = [&](std::int64_t count) { sequences += count; };
  listener.epoch_done = [&](const EpochRecord&) { ++epochs; };
  auto network = small_network();
  train_network(network, motif_data(), settings, listener);
  EXPECT_EQ(sequences, 800);
  EXPECT_EQ(epochs, 2);
}

}  // namespace
}  // namespace siskin::train
