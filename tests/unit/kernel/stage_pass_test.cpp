#include "siskin/kernel/stage_pass.hpp"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace siskin::kernel {
namespace {

// Numbers without a pattern that a sum could hide, far from 0.
std::vector<float> values_of(std::int64_t count, double offset) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < count; ++i) {
    values.push_back(static_cast<float>(offset + std::sin(static_cast<double>(i * i % 1009))));
  }
  return values;
}

StagePass pass_of(std::int64_t samples, std::int64_t length, std::int64_t channels) {
  StagePass pass;
  pass.samples = samples;
  pass.length = length;
  pass.channels = channels;
  return pass;
}

TEST(BatchMoments, EqualTheDefinitionOverManyBlocks) {
  const auto pass = pass_of(7, 411, 5);
  const auto x = values_of(14385, 100);
  const auto found = batch_moments(pass, x.data());
  for (std::size_t c = 0; c < 5; ++c) {
    double mean = 0;
    for (std::size_t i = c; i < x.size(); i += 5) mean += static_cast<double>(x[i]) / (7 * 411);
    double squares = 0;
    for (std::size_t i = c; i < x.size(); i += 5) squares += std::pow(x[i] - mean, 2);
    EXPECT_NEAR(found.first[c], mean, 1e-5);
    EXPECT_NEAR(found.second[c] / squares, 1, 1e-5);
  }
}

TEST(BatchMoments, AreOfTheActivationWhereItComesFirst) {
  auto pass = pass_of(1, 4, 1);
  pass.activation = Activation::kRelu;
  pass.activation_first = true;
  const std::vector<float> x{-1, -5, 2, 2};
  const auto found = batch_moments(pass, x.data());
  EXPECT_EQ(found.first[0], 1);
  EXPECT_EQ(found.second[0], 4);
}

TEST(RunForward, CarriesOutWhatIsThere) {
  auto pass = pass_of(2, 3, 1);
  const std::vector<float> x{1, -2, 3, -4, 5, -6};
  const std::vector<float> residual{10, 20, 30, 40, 50, 60};
  std::vector<float> y(6);
  run_forward(pass, x.data(), nullptr, y.data(), nullptr);
  EXPECT_EQ(y, x);
  pass.activation = Activation::kRelu;
  run_forward(pass, x.data(), residual.data(), y.data(), nullptr);
  EXPECT_EQ(y, (std::vector<float>{11, 20, 33, 40, 55, 60}));
  pass.pool = {2, 0, 1};
  std::vector<std::int32_t> places(2);
  y.resize(2);
  run_forward(pass, x.data(), nullptr, y.data(), places.data());
  EXPECT_EQ(y, (std::vector<float>{1, 5}));
  EXPECT_EQ(places, (std::vector<std::int32_t>{0, 1}));
}

TEST(GradientSums, AreOfWhatPassesTheActivation) {
  auto pass = pass_of(1, 3, 1);
  pass.activation = Activation::kRelu;
  pass.normalises = true;
  pass.mean = {1};
  pass.inverse_deviation = {1};
  pass.scale = {1};
  pass.shift = {0};
  const std::vector<float> x{0, 2, 3};  // behind the batch norm -1, 1, 2
  const std::vector<float> dy{10, 20, 30};
  const auto sums = gradient_sums(pass, x.data(), dy.data(), nullptr);
  EXPECT_EQ(sums.first[0], 50);
  EXPECT_EQ(sums.second[0], 20 * 1 + 30 * 2);
}

TEST(RunBackward, GivesNothingAlongTheMeanAndTheScale) {
  auto pass = pass_of(3, 500, 2);
  const auto x = values_of(3000, 3);
  auto dy = values_of(3100, 0.2);
  dy.erase(dy.begin(), dy.begin() + 100);  // else the same numbers, and dx 0
  const auto moments = batch_moments(pass, x.data());
  pass.normalises = true;
  for (std::size_t c = 0; c < 2; ++c) {
    pass.mean.push_back(static_cast<float>(moments.first[c]));
    pass.inverse_deviation.push_back(static_cast<float>(std::sqrt(1500 / moments.second[c])));
  }
  pass.scale = pass.inverse_deviation;
  pass.shift = {0, 0};
  std::vector<float> dx(x.size());
  run_backward(pass, x.data(), dy.data(), nullptr,
               gradient_sums(pass, x.data(), dy.data(), nullptr), dx.data());
  for (std::size_t c = 0; c < 2; ++c) {
    double sum = 0;
    double product = 0;
    double size = 0;
    for (std::size_t i = c; i < x.size(); i += 2) {
      sum += static_cast<double>(dx[i]);
      size += std::abs(static_cast<double>(dx[i]));
      product += static_cast<double>(dx[i]) * (static_cast<double>(x[i]) - moments.first[c]);
    }
    EXPECT_NEAR(sum / size, 0, 1e-5);
    EXPECT_NEAR(product / size, 0, 1e-5);
  }
}

TEST(StagePass, DoesNotDependOnTheThreads) {
  const auto pass = pass_of(40, 211, 9);
  const auto x = values_of(75960, 1);
  const int before = at::get_num_threads();
  at::set_num_threads(1);
  const auto one = batch_moments(pass, x.data());
  at::set_num_threads(3);
  const auto three = batch_moments(pass, x.data());
  at::set_num_threads(before);
  EXPECT_EQ(one.first, three.first);
  EXPECT_EQ(one.second, three.second);
}

}  // namespace
}  // namespace siskin::kernel
