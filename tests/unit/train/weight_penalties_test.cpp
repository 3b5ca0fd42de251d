#include "siskin/train/weight_penalties.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include "support/error_message.hpp"
#include "unit/train/small_network.hpp"

namespace siskin::train {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

WeightPenaltySettings nothing() {
  WeightPenaltySettings settings;
  settings.l2.weight = 0;
  return settings;
}

void expect_equal(const at::Tensor& found, const at::Tensor& expected) {
  ASSERT_TRUE(found.defined());
  EXPECT_TRUE(torch::allclose(found, expected, 1e-12, 1e-14));
}

TEST(WeightPenalties, AddTheGradientOfTheSumOfAbsoluteWeights) {
  const auto net = test::plain_network();
  auto settings = nothing();
  settings.l1.weight = 0.3;
  WeightPenalties penalties(settings, net);
  LossTerms terms;
  penalties.add_gradients({}, terms);
  double sum = 0;
  for (const auto& kernel : net.kernels()) {
    expect_equal(kernel.weight.grad(), 0.3 * kernel.weight.sign());
    sum += kernel.weight.abs().sum().item<double>();
  }
  EXPECT_THAT(penalties.names(), ElementsAre("l1"));
  EXPECT_NEAR(terms[0].second, sum, 1e-12);
}

TEST(WeightPenalties, AddTheGradientOfSquaresToWhatIsThere) {
  const auto net = test::plain_network();
  auto settings = nothing();
  settings.l2.weight = 0.1;
  auto first = net.kernels()[0].weight;
  first.mutable_grad() = torch::ones_like(first);
  WeightPenalties penalties(settings, net);
  LossTerms terms;
  penalties.add_gradients({}, terms);
  expect_equal(first.grad(), 1 + 0.2 * first);
  expect_equal(net.kernels()[2].weight.grad(), 0.2 * net.kernels()[2].weight);
  EXPECT_FALSE(net.module().attr("output").toModule().attr("weight").toTensor().grad().defined());
}

TEST(WeightPenalties, TakeAWeightForALayerByNumberWordOrName) {
  for (const std::string layer : {"2", "conv2"}) {
    const auto net = test::plain_network();
    auto settings = nothing();
    settings.l2.weight = 0.1;
    settings.l2_layers = {{"first", 5}, {layer, 0.5}, {"last", 0}};
    WeightPenalties penalties(settings, net);
    LossTerms terms;
    penalties.add_gradients({}, terms);
    const auto kernels = net.kernels();
    expect_equal(kernels[0].weight.grad(), 10 * kernels[0].weight);
    expect_equal(kernels[1].weight.grad(), kernels[1].weight);
    expect_equal(kernels[2].weight.grad(), 0 * kernels[2].weight);
  }
}

TEST(WeightPenalties, TakeOneLayerAlone) {
  const auto net = test::plain_network();
  auto settings = nothing();
  settings.l2_layers = {{"first", 0.1}};
  WeightPenalties penalties(settings, net);
  LossTerms terms;
  penalties.add_gradients({}, terms);
  EXPECT_THAT(penalties.names(), ElementsAre("l2"));
  EXPECT_FALSE(net.kernels()[1].weight.grad().defined());
  EXPECT_NEAR(terms[0].second, net.kernels()[0].weight.square().sum().item<double>(), 1e-12);
}

TEST(WeightPenalties, ReachEveryParameterWhenAsked) {
  const auto net = test::plain_network();
  auto settings = nothing();
  settings.l2.weight = 0.5;
  settings.l2_all = true;
  WeightPenalties penalties(settings, net);
  LossTerms terms;
  penalties.add_gradients({}, terms);
  for (const auto& parameter : net.parameters()) expect_equal(parameter.grad(), parameter);
}

TEST(WeightPenalties, RefuseALayerThatIsNotThere) {
  const auto net = test::plain_network();
  auto settings = nothing();
  for (const std::string layer : {"conv9", "4", "0", "output"}) {
    settings.l2_layers = {{layer, 1}};
    EXPECT_THAT(siskin::test::error_message<UsageError>([&] { WeightPenalties(settings, net); }),
                HasSubstr("'" + layer + "', expected first, last, a number up to 3"));
  }
}

// The gradient of the squared largest singular value s with vectors u, v is 2 s u v^T.
TEST(WeightPenalties, FindTheLargestSingularValues) {
  const auto net = test::plain_network();
  auto settings = nothing();
  settings.spectral.weight = 0.25;
  WeightPenalties penalties(settings, net);
  LossTerms terms;
  for (std::int64_t step = 0; step < 3000; ++step) {
    test::zero_grad(net);
    terms.clear();
    penalties.add_gradients({1, step, 1}, terms);
  }
  double expected = 0;
  for (const auto& kernel : net.kernels()) {
    const auto [u, s, vh] = torch::linalg_svd(kernel.weight.detach().flatten(1), false);
    const double largest = s[0].item<double>();
    expected += largest * largest;
    const auto gradient = 2 * largest * torch::outer(u.select(1, 0), vh[0]);
    EXPECT_TRUE(torch::allclose(kernel.weight.grad().flatten(1), 0.25 * gradient, 1e-6, 1e-8));
  }
  EXPECT_NEAR(terms[0].second, expected, 1e-9);
}

TEST(WeightPenalties, StartTheSpectrumAnewWithEachEpochAsAResumedRunDoes) {
  const auto net = test::plain_network();
  auto settings = nothing();
  settings.spectral.weight = 1;
  WeightPenalties uninterrupted(settings, net);
  WeightPenalties resumed(settings, net);
  LossTerms first;
  LossTerms second;
  for (std::int64_t step = 0; step < 7; ++step) uninterrupted.add_gradients({1, step, 1}, first);
  uninterrupted.add_gradients({2, 0, 1}, first);
  resumed.add_gradients({2, 0, 1}, second);
  EXPECT_EQ(first.back().second, second.back().second);
}

TEST(WeightPenalties, FollowTheirSchedules) {
  const auto net = test::plain_network();
  auto settings = nothing();
  settings.l1.weight = 1;
  settings.l1.schedule.first_epoch = 3;
  settings.l2.weight = 0.5;
  settings.l2.schedule.last_epoch = 2;
  WeightPenalties penalties(settings, net);
  const auto kernel = net.kernels()[0].weight;
  LossTerms terms;
  penalties.add_gradients({2, 0, 1}, terms);
  expect_equal(kernel.grad(), kernel);
  test::zero_grad(net);
  penalties.add_gradients({3, 0, 1}, terms);
  expect_equal(kernel.grad(), kernel.sign());
}

}  // namespace
}  // namespace siskin::train
