#include "siskin/gradient/normalization_rule.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

test::Tensors parameters() {
  torch::manual_seed(6);
  return {{"w", torch::randn({6})},
          {"b", torch::randn({6})},
          {"wc", torch::randn({4})},
          {"bc", torch::randn({4})},
          {"wm", torch::randn({4, 6})}};
}

gradient::Batch batch() {
  torch::manual_seed(7);
  return test::pairs_of(torch::randn({3, 4, 6}), torch::randn({3, 5, 4, 6}));
}

gradient::Explanation explain(const std::string& lines) {
  return test::deeplift(
      test::Network(test::forward(lines + "    return y.flatten(1)[:, 3:6]\n"), parameters()),
      batch());
}

void expect_alike(const std::string& operation, const std::string& steps) {
  SCOPED_TRACE(operation);
  const auto found = explain(operation);
  EXPECT_LT(test::worst_residual(found), 1e-12);
  EXPECT_LT(test::distance(explain(steps), found), 1e-6);
}

std::string steps(const std::string& grouped, const std::string& rest) {
  return "    g = " + grouped +
         "\n    c = g - g.mean(-1, keepdim=True)\n"
         "    r = torch.rsqrt((c * c).mean(-1, keepdim=True) + 1e-3)\n    y = c * r\n" +
         rest;
}

TEST(NormalizationRule, IsThatOfTheStepsOfALayerNorm) {
  expect_alike("    y = torch.layer_norm(x, [6], self.w, self.b, 1e-3)\n",
               steps("x", "    y = y * self.w + self.b\n"));
  expect_alike("    y = torch.layer_norm(x, [4, 6], self.wm, None, 1e-3)\n",
               steps("x.flatten(1)", "    y = y * self.wm.flatten()\n"));
  expect_alike("    y = torch.layer_norm(x, [6], None, None, 1e-3)\n", steps("x", ""));
}

TEST(NormalizationRule, IsThatOfTheStepsOfAGroupNorm) {
  expect_alike("    y = torch.group_norm(x, 2, self.wc, self.bc, 1e-3)\n",
               steps("x.reshape([x.size(0), 2, 12])",
                     "    y = y.reshape([x.size(0), 4, 6]) * self.wc.view([4, 1]) + "
                     "self.bc.view([4, 1])\n"));
}

TEST(NormalizationRule, IsThatOfTheStepsOfAnInstanceNorm) {
  expect_alike(
      "    y = torch.instance_norm(x, self.wc, self.bc, None, None, True, 0.1, 1e-3, False)\n",
      steps("x", "    y = y * self.wc.view([4, 1]) + self.bc.view([4, 1])\n"));
}

TEST(NormalizationRule, SumsAShiftOfTheWholeGroupToNothing) {
  const auto found =
      test::deeplift("    return torch.layer_norm(x, [6])[:, 0, :2]\n",
                     test::pairs_of(torch::arange(24).view({1, 4, 6}).to(torch::kFloat),
                                    torch::arange(24).view({1, 1, 4, 6}).to(torch::kFloat) - 3));
  // Centring shares a shift out: each position has its own, their sum is nothing.
  EXPECT_LT(found.sum_nrk.abs().max().item<double>(), 1e-12);
  EXPECT_GT(found.magnitude_nrk.min().item<double>(), 0.1);
}

}  // namespace
}  // namespace siskin
