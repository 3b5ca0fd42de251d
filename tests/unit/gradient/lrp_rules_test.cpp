#include "siskin/gradient/lrp_rules.hpp"

#include <gtest/gtest.h>

#include "siskin/gradient/rule_node.hpp"
#include "unit/gradient/toy_network.hpp"

namespace siskin::gradient {
namespace {

using test::expect_near;
using test::observed;
using test::toy_batch;
using test::ToyNetwork;

// x.sum(2) is (A, C, G, T) = numbers of the bases, each of relevance R where its output has it.
torch::Tensor relevance_of_counts(const std::string& body, const std::string& sequence,
                                  const LrpOptions& options) {
  const auto batch = toy_batch({sequence});
  const ToyNetwork network("  n = x.sum(2)\n" + body, "float64");
  return lrp(network.function(), batch, options).map_nkcl.sum(3);
}

constexpr LrpOptions kEpsilonOnly{LrpRule::kEpsilon, 0, 0};

TEST(LrpRules, HalvesRelevanceBetweenFactors) {
  // f = a c, of which each factor gets half.
  expect_near(relevance_of_counts("  return n[:, 0:1] * n[:, 1:2]\n", "AAACC", kEpsilonOnly),
              {3, 3, 0, 0}, 1e-6);
  // A matrix product: f = a g + c t.
  expect_near(relevance_of_counts(
                  "  return torch.bmm(n[:, 0:2].unsqueeze(1), n[:, 2:4].unsqueeze(2)).flatten(1)\n",
                  "AAACGGTTTT", kEpsilonOnly),
              {3, 2, 3, 2}, 1e-6);
}

TEST(LrpRules, GivesTheNumeratorAll) {
  expect_near(relevance_of_counts("  return n[:, 0:1] / n[:, 1:2]\n", "AAACC", kEpsilonOnly),
              {1.5, 0, 0, 0}, 1e-6);
}

TEST(LrpRules, ExpandsASoftmaxToFirstOrder) {
  // Output 0 has R = s_0: x_i (R_i - s_i R_0), with x = (2, 1, 0, 0).
  const double sum = std::exp(2) + std::exp(1) + 2;
  const double s0 = std::exp(2) / sum;
  const double s1 = std::exp(1) / sum;
  expect_near(relevance_of_counts("  return torch.softmax(n, 1)[:, 0:1]\n", "AAC", kEpsilonOnly),
              {2 * (s0 - s0 * s0), -s1 * s0, 0, 0}, 1e-6);
}

TEST(LrpRules, SplitsDifferencesInProportion) {
  expect_near(
      relevance_of_counts("  return 3.0 - n[:, 0:1] + 2.0 * n[:, 1:2]\n", "ACC", kEpsilonOnly),
      {-1, 4, 0, 0}, 1e-6);
}

TEST(LrpRules, StrengthensConstantsAndFactorsByGamma) {
  // f = (2 c - a) + 3 at a = 1, c = 2, gamma 0.5. Addition: 1.5 * 3 / (1.5 * 3 + 1.5 * 3) of 6 to
  // the bracket, of which c has 1.5 * 4 / 5 and a has -1 / 5.
  expect_near(relevance_of_counts("  return (2.0 * n[:, 1:2] - n[:, 0:1]) + 3.0\n", "ACC",
                                  {LrpRule::kGamma, 0, 0.5}),
              {-0.6, 3.6, 0, 0}, 1e-6);
  // A negative constant is not strengthened: 1.5 * 3 / (1.5 * 3 - 1) of 2.
  expect_near(relevance_of_counts("  return n[:, 0:1] - 1.0\n", "AAA", {LrpRule::kGamma, 0, 0.5}),
              {9 / 3.5, 0, 0, 0}, 1e-6);
}

TEST(LrpRules, TakesScaleAndShiftOfABatchNormAsWeightAndBias) {
  // y = 2 (a - 1) / 2 + 4 = a + 3 and -(c - 0) / 1 + 1 = 1 - c, with epsilon 0.
  const std::string body =
      "  y = torch.batch_norm(n[:, 0:2], torch.tensor([2.0, -1.0]).to(x.dtype), "
      "torch.tensor([4.0, 1.0]).to(x.dtype), torch.tensor([1.0, 0.0]).to(x.dtype), "
      "torch.tensor([4.0, 1.0]).to(x.dtype), False, 0.1, 0.0, False)\n"
      "  return y\n";
  expect_near(relevance_of_counts(body, "AACCC", kEpsilonOnly), {2, 0, 0, 0, 0, -3, 0, 0}, 1e-6);
  // gamma 1: (2 a) / (2 a + 2 * 3) * 5 and -c / (-c + 2 * 1) * (-2).
  expect_near(relevance_of_counts(body, "AACCC", {LrpRule::kGamma, 0, 1}),
              {2, 0, 0, 0, 0, -6, 0, 0}, 1e-6);
}

TEST(LrpRules, HoldsTheDeviationOfANormConstant) {
  // Over (a, c, g, t) = (4, 2, 0, 2): mean 2, variance 2. y_0 = (a - 2) / sqrt 2 = sqrt 2.
  // d y_0 / dx = (3, -1, -1, -1) / (4 sqrt 2); relevance x_j w_j R / z with R = z.
  const std::vector<double> expected = {12 / (4 * std::sqrt(2)), -2 / (4 * std::sqrt(2)), 0,
                                        -2 / (4 * std::sqrt(2))};
  const std::string sequence = "AAAACCTT";
  expect_near(relevance_of_counts("  return torch.layer_norm(n, [4], None, None, 0.0)[:, 0:1]\n",
                                  sequence, kEpsilonOnly),
              expected, 1e-6);
  expect_near(relevance_of_counts("  return torch.group_norm(n, 1, None, None, 0.0)[:, 0:1]\n",
                                  sequence, kEpsilonOnly),
              expected, 1e-6);
  expect_near(relevance_of_counts("  return torch.instance_norm(n.unsqueeze(1), None, None, None, "
                                  "None, True, 0.1, 0.0, False).flatten(1)[:, 0:1]\n",
                                  sequence, kEpsilonOnly),
              expected, 1e-6);
}

TEST(LrpRules, LetsTheShiftOfANormAbsorbItsShare) {
  // y_0 = sqrt 2 * 3 - 1 with weight 3 and bias -1: relevance of the part that is linear in x.
  const auto found = relevance_of_counts(
      "  return torch.layer_norm(n, [4], torch.full([4], 3.0).to(x.dtype), "
      "torch.full([4], -1.0).to(x.dtype), 0.0)[:, 0:1]\n",
      "AAAACCTT", kEpsilonOnly);
  EXPECT_NEAR(found.sum().item<double>(), 3 * std::sqrt(2), 1e-5);
}

TEST(LrpRules, DividesByEpsilonAtZero) {
  // z = a - c = 0 with R = exp(0) = 1: R / (0 + epsilon) for each, and n = 2 loses 2 / (2 +
  // epsilon).
  expect_near(relevance_of_counts("  return torch.exp(n[:, 0:1] - n[:, 1:2])\n", "AACC",
                                  {LrpRule::kEpsilon, 0.5, 0}),
              {4 * 2 / 2.5, -4 * 2 / 2.5, 0, 0}, 1e-6);
  // With epsilon 0 nothing passes.
  expect_near(
      relevance_of_counts("  return torch.exp(n[:, 0:1] - n[:, 1:2])\n", "AACC", kEpsilonOnly),
      {0, 0, 0, 0}, 0);
}

}  // namespace
}  // namespace siskin::gradient
