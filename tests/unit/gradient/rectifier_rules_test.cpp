#include "siskin/gradient/rectifier_rules.hpp"

#include <gtest/gtest.h>

#include "support/error_message.hpp"
#include "unit/gradient/toy_network.hpp"

namespace siskin::gradient {
namespace {

using test::expect_near;
using test::kT1;
using test::kT1Convolution;
using test::plain_gradient;
using test::toy_batch;
using test::ToyNetwork;

torch::Tensor map(const std::string& body, const Batch& batch, RectifierRule rule) {
  const ToyNetwork network(body);
  return rectified_gradient(network.function(), batch, rule).map_nkcl;
}

TEST(RectifiedGradient, GivesTheGuidedMapOfT1) {
  const auto batch = toy_batch({"ACGTA"});
  for (const auto* const precision : {"float32", "float64"}) {
    const ToyNetwork network(kT1, precision);
    const auto found = rectified_gradient(network.function(), batch, RectifierRule::kGuided);
    expect_near(found.map_nkcl, {0.5,    -0.25,  0, 0, 0,  //
                                 -0.25,  0.5,    0, 0, 0,  //
                                 -0.125, 0.125,  0, 0, 0,  //
                                 0.125,  -0.125, 0, 0, 0},
                1e-10);
    expect_near(found.prediction_nk, std::vector<double>{0.5625}, 1e-10);
    EXPECT_FALSE(found.sum_nrk.defined());
  }
}

TEST(RectifiedGradient, GivesTheDeconvnetMapOfT1WhateverTheSequence) {
  const auto batch = toy_batch({"ACGTA", "CATGA", "TTTTT", "NNNNN"});
  const auto found = map(kT1, batch, RectifierRule::kDeconvnet);
  for (std::int64_t n = 0; n < 4; ++n) {
    expect_near(found[n], {0.5,    0.25, 0.25, 0.25, -0.25,  //
                           -0.25,  0.25, 0.25, 0.25, 0.5,    //
                           -0.125, 0,    0,    0,    0.125,  //
                           0.125,  0,    0,    0,    -0.125},
                1e-10);
  }
}

TEST(RectifiedGradient, IsTheGradientOfALinearNetwork) {
  const std::string body =
      "  w = torch.arange(24).to(x.dtype).view(2, 4, 3) / 10.0 - 1.0\n"
      "  return torch.conv1d(x, w).flatten(1)\n";
  const auto batch = toy_batch({"ACGTA", "GGTCA"});
  const ToyNetwork network(body);
  const auto expected = plain_gradient(network.function(), batch);
  for (const auto rule : {RectifierRule::kDeconvnet, RectifierRule::kGuided}) {
    expect_near(rectified_gradient(network.function(), batch, rule).map_nkcl, expected, 1e-7);
  }
}

TEST(RectifiedGradient, IsTheGradientWhereNothingIsCut) {
  // All rectifiers on, all weights behind them positive; products and softmax stay as they are.
  const std::string body =
      "  w = torch.arange(16).to(x.dtype).view(2, 4, 2) / 10.0 - 0.7\n"
      "  a = torch.relu(torch.conv1d(x, w) + 3.0)\n"
      "  m = torch.max_pool1d(a, [2])\n"
      "  return (m * a.mean(2, True)).sum(2)\n";
  const auto batch = toy_batch({"ACGTACC", "GGTCATA"});
  const ToyNetwork network(body);
  expect_near(rectified_gradient(network.function(), batch, RectifierRule::kGuided).map_nkcl,
              plain_gradient(network.function(), batch), 1e-6);
}

TEST(RectifiedGradient, HoldsForEveryRectifierHoweverItIsWritten) {
  const std::string head =
      "  w = torch.tensor([[[1.0], [-1.0], [0.5], [-0.5]]]).to(x.dtype)\n"
      "  y = torch.conv1d(x, w)\n";
  const std::string tail = "  return torch.cat([r.sum(2), -r.sum(2)], 1)\n";
  const auto batch = toy_batch({"ACGT"});
  for (const std::string rectifier :
       {"torch.relu(y)", "torch.relu_(y)", "torch.clamp(y, 0)", "torch.clamp_min(y, 0.0)",
        "torch.hardtanh(y, 0.0, 6.0)", "torch.threshold(y, 0.0, 0.0)", "torch.relu6(y)",
        "torch.maximum(y, torch.zeros(1))", "torch.maximum(torch.zeros(1), y)",
        "torch.relu(torch.relu(y))"}) {
    auto body = head;
    body.append("  r = ").append(rectifier).append("\n").append(tail);
    const auto deconvnet = map(body, batch, RectifierRule::kDeconvnet);
    const auto guided = map(body, batch, RectifierRule::kGuided);
    const auto weights = torch::tensor({1.0F, -1.0F, 0.5F, -0.5F}).unsqueeze(1);
    expect_near(deconvnet[0][0], weights.expand({4, 4}), 1e-10);
    expect_near(guided[0][0], weights * torch::tensor({1.0F, 0.0F, 1.0F, 0.0F}), 1e-10);
    EXPECT_EQ(deconvnet[0][1].abs().max().item<float>(), 0) << rectifier;
    EXPECT_EQ(guided[0][1].abs().max().item<float>(), 0) << rectifier;
  }
}

TEST(RectifiedGradient, MultipliesTheDerivativeOfALeakyRectifier) {
  const std::string body =
      "  w = torch.tensor([[[1.0], [-1.0], [0.5], [-0.5]]]).to(x.dtype)\n"
      "  return torch.leaky_relu(torch.conv1d(x, w), 0.1).sum(2)\n";
  const auto batch = toy_batch({"AC"});
  expect_near(map(body, batch, RectifierRule::kGuided), {1, 0.1, -1, -0.1, 0.5, 0.05, -0.5, -0.05},
              1e-7);
  expect_near(map(body, batch, RectifierRule::kDeconvnet), {1, 1, -1, -1, 0.5, 0.5, -0.5, -0.5},
              1e-7);
}

TEST(RectifiedGradient, CutsNegativeSignalsAtAnExponentialWhenGuided) {
  const std::string body =
      "  w = torch.tensor([[[0.5], [-1.0], [0.0], [0.0]]]).to(x.dtype)\n"
      "  v = torch.tensor([[1.0, -1.0]]).to(x.dtype)\n"
      "  return torch.linear(torch.exp(torch.conv1d(x, w)).squeeze(1), v)\n";
  const auto batch = toy_batch({"AA"});
  const double size = std::exp(0.5);
  expect_near(map(body, batch, RectifierRule::kGuided), {0.5 * size, 0, -size, 0, 0, 0, 0, 0},
              1e-6);
  const auto message = test::error_message([&] { map(body, batch, RectifierRule::kDeconvnet); });
  EXPECT_NE(message.find("no deconvnet rule for aten::exp"), std::string::npos) << message;
  EXPECT_NE(message.find("guided-backprop"), std::string::npos) << message;
}

TEST(RectifiedGradient, OnlyScalesTheMapAtASigmoidReadout) {
  const auto batch = toy_batch({"ACGTA"});
  const auto body = kT1Convolution + "  return torch.sigmoid(torch.linear(a.mean(2), v, c))\n";
  const double p = 0.6370307945;
  for (const auto rule : {RectifierRule::kDeconvnet, RectifierRule::kGuided}) {
    expect_near(map(body, batch, rule), map(kT1, batch, rule) * (p * (1 - p)), 1e-7);
  }
}

TEST(RectifiedGradient, KeepsBothSidesOfAContrastOfProbabilities) {
  const std::string body =
      "  w = torch.tensor([[1.0, -1.0, 0.0, 0.0], [0.0, 0.0, 2.0, 1.0]]).to(x.dtype)\n"
      "  p = torch.sigmoid(torch.linear(x.sum(2), w))\n"
      "  return p[:, 0:1] - p[:, 1:2]\n";
  const auto batch = toy_batch({"AG"});
  const ToyNetwork network(body);
  const auto expected = plain_gradient(network.function(), batch);
  ASSERT_LT(expected[0][0][2][0].item<float>(), 0);
  expect_near(map(body, batch, RectifierRule::kGuided), expected, 1e-7);
  expect_near(map(body, batch, RectifierRule::kDeconvnet), expected, 1e-7);
}

TEST(RectifiedGradient, DoesNotDependOnTheRestOfTheBatch) {
  const auto body = kT1Convolution +
                    "  p = torch.max_pool1d(a, [2], [1])\n"
                    "  return torch.linear(p.flatten(1), torch.arange(18).to(x.dtype).view(3, 6) / "
                    "5.0 - 1.5)\n";
  const ToyNetwork network(body);
  const std::vector<std::string> sequences = {"ACGTA", "CATGA", "GGGGG", "TACCN"};
  for (const auto rule : {RectifierRule::kDeconvnet, RectifierRule::kGuided}) {
    const auto together = rectified_gradient(network.function(), toy_batch(sequences), rule);
    ASSERT_EQ(together.map_nkcl.sizes(), (torch::IntArrayRef{4, 3, 4, 5}));
    for (std::size_t i = 0; i < sequences.size(); ++i) {
      const auto alone = rectified_gradient(network.function(), toy_batch({sequences[i]}), rule);
      expect_near(together.map_nkcl[static_cast<std::int64_t>(i)], alone.map_nkcl[0], 1e-6);
    }
  }
}

}  // namespace
}  // namespace siskin::gradient
