#include "siskin/gradient/arithmetic_rules.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

// Two numbers a, b with references, as the first two channels of a sequence of one base.
gradient::Batch two(double a, double b, double reference_a, double reference_b) {
  const auto exact = torch::kFloat;
  return test::pairs_of(
      torch::tensor({a, b, 0.0, 0.0}, exact).view({1, 4, 1}),
      torch::tensor({reference_a, reference_b, 0.0, 0.0}, exact).view({1, 1, 4, 1}));
}

struct Shares {
  double a;
  double b;
};

Shares shares(const std::string& expression, const gradient::Batch& batch,
              const gradient::DeepLiftOptions& options = {}) {
  const auto found = test::deeplift(
      "    a = x[:, 0]\n    b = x[:, 1]\n    return " + expression + "\n", batch, options);
  return {found.map_nkcl[0][0][0][0].item<double>(), found.map_nkcl[0][0][1][0].item<double>()};
}

TEST(ProductRule, GivesEachFactorTheMeanOfTheOther) {
  const auto found = shares("a * b", two(3, 5, 1, 2));
  EXPECT_NEAR(found.a, 2 * 3.5, 1e-6);
  EXPECT_NEAR(found.b, 3 * 2.0, 1e-6);
}

TEST(ProductRule, TakesASquareAsTwoFactors) {
  const auto found = shares("a * a + b * b", two(3, 5, 1, 2));
  EXPECT_NEAR(found.a, 8, 1e-6);
  EXPECT_NEAR(found.b, 21, 1e-6);
}

TEST(ProductRule, SpeaksOfMatrixProductsConvolutionsAndSumsAlike) {
  const auto batch = test::normal_batch(3, 6);
  const std::string ends = "    return y.flatten(1)[:, :4]\n";
  const std::vector<std::string> bodies{
      "    y = torch.matmul(x.transpose(1, 2), x)\n", "    y = torch.bmm(x.transpose(1, 2), x)\n",
      "    y = torch.einsum('bci,bcj->bij', [x, x])\n",
      "    y = (x.unsqueeze(3) * x.unsqueeze(2)).sum(1)\n",
      "    y = torch.baddbmm(torch.zeros_like(x[:, :1]), x.transpose(1, 2), x)\n"};
  const auto first = test::deeplift(bodies[0] + ends, batch);
  EXPECT_LT(test::worst_residual(first), 1e-12);
  for (const auto& body : bodies) {
    SCOPED_TRACE(body);
    EXPECT_LT(test::distance(first, test::deeplift(body + ends, batch)), 1e-6);
  }
}

TEST(ProductRule, IsCompleteForAFilterThatDependsOnTheSequence) {
  const auto found = test::deeplift(
      "    outputs = []\n"
      "    for i in range(x.size(0)):\n"
      "        outputs.append(torch.conv1d(x[i:i + 1], x[i:i + 1, :, :3]))\n"
      "    return torch.cat(outputs)[:, 0, :2]\n",
      test::normal_batch(2, 6));
  EXPECT_LT(test::worst_residual(found), 1e-12);
}

TEST(QuotientRule, IsTheProductWithTheReciprocal) {
  const auto batch = two(3, 5, 1, 2);
  const auto found = shares("a / b", batch);
  EXPECT_NEAR(found.a, 2 * (0.5 + 0.2) / 2, 1e-6);
  EXPECT_NEAR(found.a + found.b, 3.0 / 5 - 1.0 / 2, 1e-6);
  const auto other = shares("a * torch.reciprocal(b)", batch);
  EXPECT_NEAR(found.a, other.a, 1e-6);
  EXPECT_NEAR(found.b, other.b, 1e-6);
}

TEST(QuotientRule, SumsOverWhatIsBroadcast) {
  const auto batch = test::normal_batch(3, 4);
  const auto found = test::deeplift(
      "    s = torch.exp(x)\n    return (s / s.sum(1, keepdim=True))[:, :, 1]\n", batch);
  EXPECT_LT(test::worst_residual(found), 1e-12);
}

TEST(ExtremumRule, IsTheRectifierOfTheDifference) {
  for (const auto& batch : {two(10, 6, 0, 0), two(1, 2, 4, -3), two(1, 2, 1, 2), two(2, 2, 3, 3)}) {
    for (const auto& [extremum, written] : std::vector<std::pair<std::string, std::string>>{
             {"torch.maximum(a, b)", "b + torch.relu(a - b)"},
             {"torch.minimum(a, b)", "a - torch.relu(a - b)"},
             {"torch.max(a, b)", "b + torch.relu(a - b)"}}) {
      SCOPED_TRACE(extremum);
      const auto found = shares(extremum, batch);
      const auto other = shares(written, batch);
      const auto total = found.a + found.b;
      EXPECT_NEAR(total, other.a + other.b, 1e-6);
      const bool differs =
          batch.onehot_ncl[0][0][0].item<float>() != batch.onehot_ncl[0][1][0].item<float>();
      if (!differs) continue;  // a tie: both halves, where relu at 0 gives all to one
      EXPECT_NEAR(found.a, other.a, 1e-6);
      EXPECT_NEAR(found.b, other.b, 1e-6);
    }
  }
}

TEST(ExtremumRule, PrefersNeitherOfATie) {
  const auto found = shares("torch.maximum(a, b)", two(2, 2, 3, 3));
  EXPECT_NEAR(found.a, -0.5, 1e-6);
  EXPECT_NEAR(found.b, -0.5, 1e-6);
}

TEST(ExtremumRule, RevealsWhatCancels) {
  gradient::DeepLiftOptions options;
  const auto rescaled = shares("torch.minimum(a, b)", two(10, 6, 0, 0), options);
  EXPECT_NEAR(rescaled.a, 0, 1e-6);
  EXPECT_NEAR(rescaled.b, 6, 1e-6);
  options.rule = gradient::DeepLiftRule::kRevealCancel;
  const auto found = shares("torch.minimum(a, b)", two(10, 6, 0, 0), options);
  EXPECT_NEAR(found.a, 3, 1e-6);
  EXPECT_NEAR(found.b, 3, 1e-6);
  const auto larger = shares("torch.maximum(a, b)", two(10, 6, 0, 0), options);
  EXPECT_NEAR(larger.a, 7, 1e-6);
  EXPECT_NEAR(larger.b, 3, 1e-6);
}

}  // namespace
}  // namespace siskin
