#include "siskin/gradient/lrp.hpp"

#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "unit/gradient/toy_network.hpp"

namespace siskin::gradient {
namespace {

using test::expect_near;
using test::kT1;
using test::kT1Convolution;
using test::kT1Max;
using test::observed;
using test::plain_gradient;
using test::toy_batch;
using test::ToyNetwork;

torch::Tensor relevance(const std::string& body, const Batch& batch,
                        const LrpOptions& options = {}) {
  const ToyNetwork network(body, "float64");
  return observed(lrp(network.function(), batch, options).map_nkcl, batch);
}

// A random network in eight operations without any bias: f is homogeneous.
const std::string kBiasFree = R"(
  w = torch.sin(torch.arange(48).to(x.dtype)).view(4, 4, 3)
  u = torch.cos(torch.arange(48).to(x.dtype)).view(4, 4, 3)
  a = torch.relu(torch.conv1d(x, w, None, [1], [1]))
  a = a + torch.leaky_relu(torch.conv1d(a, u, None, [1], [2], [2]), 0.1)
  a = torch.batch_norm(a, torch.ones(4).to(x.dtype), None, torch.zeros(4).to(x.dtype), torch.full([4], 2.0).to(x.dtype), False, 0.1, 1e-5, False)
  a = torch.cat([torch.max_pool1d(a, [2]), torch.avg_pool1d(a, [2])], 1)
  a = torch.constant_pad_nd(a, [1, 1])
  return torch.linear(a.flatten(1), torch.sin(torch.arange(96).to(x.dtype)).view(2, 48))
)";

TEST(Lrp, EqualsGradientTimesInputOnT1) {
  const auto batch = toy_batch({"ACGTA"});
  for (const auto* const precision : {"float32", "float64"}) {
    const ToyNetwork network(kT1, precision);
    const auto found = lrp(network.function(), batch, {});
    const double tolerance = precision == std::string("float64") ? 1e-8 : 1e-6;
    expect_near(observed(found.map_nkcl, batch), {0.5, 0.5, -0.25, -0.25, 0}, tolerance);
    expect_near(found.prediction_nk, std::vector<double>{0.5625}, 1e-6);
    expect_near(found.reference_prediction_nrk, std::vector<double>{0}, 0);
    expect_near(found.sum_nrk, std::vector<double>{0.5}, tolerance);
    expect_near(found.magnitude_nrk, std::vector<double>{1.5}, tolerance);
    EXPECT_EQ((found.map_nkcl * (1 - batch.onehot_ncl)).abs().max().item<float>(), 0);
  }
}

TEST(Lrp, GivesTheWinnerOfAMaximumAll) {
  expect_near(relevance(kT1Max, toy_batch({"ACGTA"})), {2, 2, -1, -1, 0}, 1e-6);
}

TEST(Lrp, IsExactToFloat64WithoutEpsilon) {
  const auto batch = toy_batch({"ACGTA"});
  const ToyNetwork network(kT1, "float64");
  const auto found = lrp(network.function(), batch, {LrpRule::kEpsilon, 0, 0});
  expect_near(found.sum_nrk, std::vector<double>{0.5}, 1e-14);
  expect_near(observed(found.map_nkcl, batch), {0.5, 0.5, -0.25, -0.25, 0}, 1e-10);
}

// Expected values of T1 with epsilon and gamma: a direct evaluation of the formulas, unit by unit.
TEST(Lrp, AbsorbsRelevanceInEpsilon) {
  expect_near(relevance(kT1, toy_batch({"ACGTA"}), {LrpRule::kEpsilon, 0.5, 0}),
              {0.085084033613, 0.085084033613, -0.048039215686, -0.048039215686, 0}, 1e-7);
}

TEST(Lrp, FavoursPositiveWeightsByGamma) {
  const LrpOptions options{LrpRule::kGamma, 0, 0.25};
  expect_near(relevance(kT1, toy_batch({"ACGTA"}), options),
              {0.405649038462, 0.405649038462, -0.168269230769, -0.168269230769, 0}, 1e-7);
  expect_near(relevance(kT1Max, toy_batch({"ACGTA"}), options),
              {1.52027027027, 1.52027027027, -0.630630630631, -0.630630630631, 0}, 1e-7);
}

TEST(Lrp, WithGammaZeroIsTheEpsilonRule) {
  const auto batch = toy_batch({"ACGTACGT", "GGGTCAAN"});
  expect_near(relevance(kBiasFree, batch, {LrpRule::kGamma, 1e-6, 0}),
              relevance(kBiasFree, batch, {LrpRule::kEpsilon, 1e-6, 0}), 1e-6);
}

TEST(Lrp, KeepsTheSumWithoutBiases) {
  const auto batch = toy_batch({"ACGTACGT", "GGGTCAAC"});
  const ToyNetwork network(kBiasFree, "float64");
  for (const auto rule : {LrpRule::kEpsilon, LrpRule::kGamma}) {
    const auto found = lrp(network.function(), batch, {rule, 0, 0.25});
    ASSERT_EQ(found.sum_nrk.sizes(), (torch::IntArrayRef{2, 1, 2}));
    const auto residual = (found.sum_nrk.squeeze(1) - found.prediction_nk).abs();
    EXPECT_LT((residual / found.magnitude_nrk.squeeze(1)).max().item<double>(), 1e-12);
  }
}

TEST(Lrp, EqualsGradientTimesInputOnNetworksOfRectifiers) {
  const auto batch = toy_batch({"ACGTACGT", "GGGTCAAC"});
  const ToyNetwork network(kBiasFree, "float64");
  const auto expected = observed(plain_gradient(network.function(), batch), batch);
  expect_near(relevance(kBiasFree, batch, {LrpRule::kEpsilon, 0, 0}), expected, 1e-6);
}

TEST(Lrp, PassesRelevanceThroughASigmoidReadout) {
  const auto batch = toy_batch({"ACGTA"});
  const auto body = kT1Convolution + "  return torch.sigmoid(torch.linear(a.mean(2), v, c))\n";
  expect_near(relevance(body, batch), relevance(kT1, batch) * (0.6370307945 / 0.5625), 1e-7);
}

TEST(Lrp, GivesExactlyNothingToPositionsThatAreNotSeen) {
  const auto body =
      "  w = torch.ones(1, 4, 2).to(x.dtype)\n"
      "  return torch.conv1d(x, w)[:, :, 1:3].sum(2)\n";
  const auto found = relevance(body, toy_batch({"ACGTAC"}));
  expect_near(found, {0, 1, 2, 1, 0, 0}, 1e-7);
  EXPECT_EQ(found[0][0][0].item<float>(), 0);
}

TEST(Lrp, DoesNotDependOnTheRestOfTheBatch) {
  const std::vector<std::string> sequences = {"ACGTACGT", "GGGTCAAN", "NNNNNNNN"};
  const auto together = relevance(kBiasFree, toy_batch(sequences), {LrpRule::kGamma, 1e-9, 0.25});
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    expect_near(together[static_cast<std::int64_t>(i)],
                relevance(kBiasFree, toy_batch({sequences[i]}), {LrpRule::kGamma, 1e-9, 0.25})[0],
                1e-6);
  }
}

TEST(Lrp, TakesOverwrittenTensorsAsTheyWere) {
  const std::string plain =
      "  w = torch.tensor([[[1.0], [-2.0], [3.0], [0.5]]]).to(x.dtype)\n"
      "  y = torch.conv1d(x, w)\n  z = torch.sigmoid(y)\n";
  const auto batch = toy_batch({"ACGT"});
  expect_near(
      relevance(plain + "  y[:, :, 0:2] = y[:, :, 0:2] * 0.5\n  y.relu_()\n"
                        "  return (y + z).sum(2)\n",
                batch),
      relevance(plain + "  y = torch.relu(torch.cat([y[:, :, 0:2] * 0.5, y[:, :, 2:]], 2))\n"
                        "  return (y + z).sum(2)\n",
                batch),
      1e-6);
}

TEST(Lrp, NamesTheOperationWithoutARule) {
  const auto batch = toy_batch({"ACGT"});
  const auto message =
      test::error_message([&] { relevance("  return torch.log_softmax(x.sum(2), 1)\n", batch); });
  EXPECT_NE(message.find("no LRP rule for aten::log_softmax"), std::string::npos) << message;
  EXPECT_NE(message.find("use deeplift"), std::string::npos) << message;
  const auto gamma = test::error_message([&] {
    relevance("  return torch.diff(x).sum(2)\n", batch, {LrpRule::kGamma, 1e-9, 0.25});
  });
  EXPECT_NE(gamma.find("no LRP-gamma rule for aten::diff"), std::string::npos) << gamma;
}

TEST(ParseLrpRule, KnowsBothRules) {
  EXPECT_EQ(parse_lrp_rule("epsilon"), LrpRule::kEpsilon);
  EXPECT_EQ(parse_lrp_rule("gamma"), LrpRule::kGamma);
  EXPECT_EQ(test::error_message<UsageError>([] { parse_lrp_rule("alpha"); }),
            "found 'alpha', expected epsilon or gamma");
}

}  // namespace
}  // namespace siskin::gradient
