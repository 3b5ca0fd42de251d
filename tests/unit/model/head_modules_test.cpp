#include "siskin/model/head_modules.hpp"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

namespace siskin::model {

using namespace architecture;  // heads by their plain names

namespace {

using torch::Tensor;

constexpr std::int64_t kLength = 12;
constexpr std::int64_t kOutput = 4;

// Two tasks of two strands each, `controls` control tracks.
NetworkShape shape_with(std::int64_t controls) { return {kLength, 2, kOutput, 2, controls}; }

// Features of three channels over eight positions.
torch::jit::Module make(const Head& head, std::int64_t controls) {
  util::Random random(4);
  auto module = make_head(head, 0, shape_with(controls), {3, 8}, random);
  module.to(torch::kDouble);
  return module;
}

Tensor random_input(torch::IntArrayRef shape) {
  torch::manual_seed(5);
  return torch::rand(shape, torch::kDouble);
}

Tensor weight_of(const torch::jit::Module& head, const char* child, const char* name = "weight") {
  return head.attr(child).toModule().attr(name).toTensor();
}

Head with_initializer(ProfileHead head) {
  head.initializer = parse_initializer("pytorch");  // draws biases too
  return head;
}

Head with_initializer(CountHead head) {
  head.initializer = parse_initializer("pytorch");
  return head;
}

// Tseng, Shrikumar & Kundaje 2020: tracks of the task and its controls, through the task's own
// weights.
double mixed(const torch::jit::Module& head, const Tensor& tracks_ts, const Tensor& controls_ts,
             std::int64_t task, std::int64_t strand) {
  const auto weight = weight_of(head, "mixing");
  const auto out = task * 2 + strand;
  double sum = weight_of(head, "mixing", "bias")[out].item<double>();
  for (int s = 0; s < 2; ++s) {
    sum += (weight[out][s][0] * tracks_ts[task][s] + weight[out][2 + s][0] * controls_ts[task][s])
               .item<double>();
  }
  return sum;
}

void expect_mixed_profile(Controls controls, const Tensor& control, const Tensor& by_task_ntso) {
  ProfileHead settings;
  settings.width = 3;
  settings.controls = controls;
  settings.mix_tracks = true;
  auto head = make(with_initializer(settings), control.size(1));
  const torch::NoGradGuard no_grad;
  const auto x = random_input({2, 3, 8});
  const auto y = head.forward({x, control}).toTensor();
  ASSERT_EQ(y.sizes(), torch::IntArrayRef({2, 2, kOutput, 2}));
  // Valid leaves 6 of 8 positions, the central 4 of which are the output.
  const auto tracks =
      torch::conv1d(x, weight_of(head, "convolution"), weight_of(head, "convolution", "bias"))
          .slice(2, 1, 5)
          .view({2, 2, 2, kOutput});
  auto expected = torch::empty_like(y);
  const int count = static_cast<int>(expected.numel());
  for (int index = 0; index < count; ++index) {
    const int s = index % 2;
    const int o = index / 2 % kOutput;
    const int task = index / 2 / kOutput % 2;
    const int n = index / 2 / kOutput / 2;
    expected[n][task][o][s] =
        mixed(head, tracks[n].select(2, o), by_task_ntso[n].select(2, o), task, s);
  }
  EXPECT_TRUE(torch::allclose(y, expected, 0, 1e-12));
}

TEST(ProfileHead, MixesEveryTaskWithItsOwnControls) {
  const auto control = random_input({2, 4, kLength});
  // The output's window in the input starts at (12 - 4) / 2.
  expect_mixed_profile(Controls::kMatched, control,
                       control.slice(2, 4, 8).reshape({2, 2, 2, kOutput}));
}

TEST(ProfileHead, MixesEveryTaskWithTheSharedControl) {
  const auto control = random_input({2, 2, kLength});
  expect_mixed_profile(Controls::kShared, control,
                       control.slice(2, 4, 8).unsqueeze(1).expand({2, 2, 2, kOutput}));
}

TEST(ProfileHead, MixesTracksWithoutControls) {
  ProfileHead settings;
  settings.width = 3;
  settings.mix_tracks = true;
  auto head = make(with_initializer(settings), 0);
  const torch::NoGradGuard no_grad;
  const auto x = random_input({2, 3, 8});
  const auto y = head.forward({x, c10::IValue()}).toTensor();
  const auto weight = weight_of(head, "mixing").squeeze(2);
  const auto bias = weight_of(head, "mixing", "bias");
  const auto tracks =
      torch::conv1d(x, weight_of(head, "convolution"), weight_of(head, "convolution", "bias"));
  const auto one = tracks[1].select(1, 3);  // position 2 of the output
  const auto expected = weight[3].dot(one.slice(0, 2, 4)) + bias[3];
  EXPECT_NEAR(y[1][1][2][1].item<double>(), expected.item<double>(), 1e-12);
}

TEST(ProfileHead, ConvolvesControlsBesideTheFeatures) {
  ProfileHead settings;
  settings.width = 3;
  settings.same_padding = true;
  settings.controls = Controls::kInput;
  auto head = make(with_initializer(settings), 5);
  const torch::NoGradGuard no_grad;
  const auto x = random_input({2, 3, 8});
  const auto control = random_input({2, 5, kLength});
  const auto joined = torch::cat({x, control.slice(2, 2, 10)}, 1);
  const auto tracks = torch::conv1d(joined, weight_of(head, "convolution"),
                                    weight_of(head, "convolution", "bias"), 1, 1);
  const auto expected = tracks.slice(2, 2, 6).reshape({2, 2, 2, kOutput}).permute({0, 1, 3, 2});
  EXPECT_TRUE(torch::allclose(head.forward({x, control}).toTensor(), expected));
}

void expect_mixed_counts(Controls controls, const Tensor& control, const Tensor& by_task_nts) {
  CountHead settings;
  settings.controls = controls;
  settings.mix_tracks = true;
  auto head = make(with_initializer(settings), control.size(1));
  const torch::NoGradGuard no_grad;
  const auto x = random_input({2, 3, 8});
  const auto y = head.forward({x, control}).toTensor();
  ASSERT_EQ(y.sizes(), torch::IntArrayRef({2, 4}));
  const auto tracks =
      torch::linear(x.mean(2), weight_of(head, "dense"), weight_of(head, "dense", "bias"))
          .view({2, 2, 2});
  for (int n = 0; n < 2; ++n) {
    for (int task = 0; task < 2; ++task) {
      for (int s = 0; s < 2; ++s) {
        EXPECT_NEAR(y[n][task * 2 + s].item<double>(),
                    mixed(head, tracks[n], by_task_nts[n], task, s), 1e-12);
      }
    }
  }
}

TEST(CountHead, MixesTracksWithRawSumsOfControlsOverTheOutput) {
  const auto matched = random_input({2, 4, kLength});
  expect_mixed_counts(Controls::kMatched, matched, matched.slice(2, 4, 8).sum(2).view({2, 2, 2}));
  const auto shared = random_input({2, 2, kLength});
  expect_mixed_counts(Controls::kShared, shared,
                      shared.slice(2, 4, 8).sum(2).unsqueeze(1).expand({2, 2, 2}));
}

TEST(CountHead, TakesTheLogarithmOfAllControlsInItsSpan) {
  CountHead settings;
  settings.controls = Controls::kInput;
  settings.margin = 1;
  settings.control_margin = 1;
  settings.log_controls = true;
  settings.per_task = true;
  auto head = make(with_initializer(settings), 5);
  const torch::NoGradGuard no_grad;
  const auto x = random_input({2, 3, 8});
  const auto control = random_input({2, 5, kLength});
  // Output of 4 with a margin of 1: positions 1-6 of 8 features, 3-8 of 12 bases.
  const auto sum = control.slice(2, 3, 9).sum(torch::IntArrayRef({1, 2})).log1p().unsqueeze(1);
  const auto expected = torch::linear(torch::cat({x.slice(2, 1, 7).mean(2), sum}, 1),
                                      weight_of(head, "dense"), weight_of(head, "dense", "bias"));
  EXPECT_TRUE(torch::allclose(head.forward({x, control}).toTensor(), expected));
}

TEST(OutputHead, RunsItsOwnLayersFirst) {
  util::Random random(1);
  auto head = make_head(OutputHead{"a", {FlattenLayer{}}, 3}, 3, shape_with(0), {3, 8}, random);
  const auto x = torch::rand({2, 3, 8});
  const auto expected =
      torch::linear(x.flatten(1), weight_of(head, "output"), weight_of(head, "output", "bias"));
  EXPECT_TRUE(torch::equal(head.forward({x}).toTensor(), expected));
}

TEST(OutputHead, WithoutLayersIsADenseLayer) {
  util::Random random(1);
  const auto head = make_head(OutputHead{}, 2, shape_with(0), {3, 0}, random);
  EXPECT_EQ(head.attr("weight").toTensor().sizes(), torch::IntArrayRef({2, 3}));
}

}  // namespace
}  // namespace siskin::model
