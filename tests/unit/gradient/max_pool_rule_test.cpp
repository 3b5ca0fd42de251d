#include "siskin/gradient/max_pool_rule.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

// One channel of numbers, the others zero.
torch::Tensor channel(const std::vector<float>& values) {
  auto map = torch::zeros({1, 4, static_cast<std::int64_t>(values.size())});
  map[0][0] = torch::tensor(values);
  return map;
}

std::vector<float> shares(const std::string& expression, const std::vector<float>& values,
                          const std::vector<float>& reference) {
  const auto found =
      test::deeplift("    y = x[:, :1]\n    return (" + expression + ").flatten(1)\n",
                     test::pairs_of(channel(values), channel(reference).unsqueeze(1)));
  EXPECT_LT(test::worst_residual(found), 1e-12);
  const auto row = found.map_nkcl.sum(1)[0][0].contiguous();
  return {row.data_ptr<float>(), row.data_ptr<float>() + row.numel()};
}

using Differences = std::vector<float>;

TEST(MaxPoolRule, GivesTheDifferenceToTheLargestOfTheLargerSide) {
  EXPECT_EQ(shares("torch.max_pool1d(y, 2)", {5, 1, 0, 2}, {1, 3, 4, 1}),
            (Differences{2, 0, -2, 0}));
}

TEST(MaxPoolRule, IsCompleteWithTies) {
  EXPECT_EQ(shares("torch.max_pool1d(y, 3)", {2, 2, 2}, {1, 1, 1}), (Differences{1, 0, 0}));
  EXPECT_EQ(shares("torch.max_pool1d(y, 3)", {2, 2, 2}, {2, 1, 1}), (Differences{0, 0, 0}));
  EXPECT_EQ(shares("torch.max_pool1d(y, 2)", {0, 0}, {0, 0}), (Differences{0, 0}));
  EXPECT_EQ(shares("torch.max_pool1d(torch.relu(y), 2)", {-1, -2}, {-3, 4}), (Differences{0, -4}));
}

TEST(MaxPoolRule, AddsUpOverOverlappingWindows) {
  // Windows (1 9 2), (9 2 0), (2 0 1) against zeros: 9 in two of them, 2 in one.
  EXPECT_EQ(shares("torch.max_pool1d(y, 3, 1)", {1, 9, 2, 0, 1}, {0, 0, 0, 0, 0}),
            (Differences{0, 18, 2, 0, 0}));
}

TEST(MaxPoolRule, KnowsEveryWayToTakeTheLargest) {
  torch::manual_seed(4);
  const auto onehot_ncl = torch::randn({3, 4, 12});
  const auto batch = test::pairs_of(onehot_ncl, torch::randn({3, 5, 4, 12}));
  const std::vector<std::vector<std::string>> alike{
      {"torch.max_pool1d(x, 12)", "torch.adaptive_max_pool1d(x, 1)[0]",
       "torch.amax(x, [2], keepdim=True)", "torch.amax(x, [-1])", "torch.max(x, 2)[0]",
       "torch.max(x, -1, keepdim=True)[0]", "torch.max_pool2d(x.unsqueeze(1), [1, 12])",
       "-torch.amin(-x, [2])", "-torch.min(-x, 2)[0]"},
      {"torch.max_pool1d(x, 3, 2, 1, 2)",
       "torch.max_pool2d(x.unsqueeze(2), [1, 3], [1, 2], [0, 1], [1, 2])"},
      {"torch.max_pool2d(x.unsqueeze(1), [4, 12])", "torch.amax(x, [1, 2])",
       "torch.amax(x.transpose(1, 2), [2, 1])",
       "torch.adaptive_max_pool2d(x.unsqueeze(1), [1, 1])[0]",
       "torch.amax(torch.amax(x, [1]), [1])"}};
  for (std::size_t group = 0; group < alike.size(); ++group) {
    std::optional<gradient::Explanation> first;
    for (const auto& expression : alike[group]) {
      SCOPED_TRACE(expression);
      const auto found = test::deeplift(
          "    y = " + expression + "\n    return y.reshape([x.size(0), -1])[:, :1]\n", batch);
      EXPECT_LT(test::worst_residual(found), 1e-12);
      const bool is_nested = group == 2 && &expression == &alike[group].back();
      if (!first) first = found;
      if (is_nested) continue;  // another path to the same number
      EXPECT_LT(test::distance(*first, found), 1e-6);
    }
  }
}

TEST(MaxPoolRule, RoundsUpAndPadsLikeThePoolItself) {
  torch::manual_seed(4);
  const auto batch = test::pairs_of(torch::randn({2, 4, 11}), torch::randn({2, 3, 4, 11}));
  for (const auto* const expression :
       {"torch.max_pool1d(x, 4, 3, 2, 1, True)", "torch.max_pool1d(x, 3, 1, 1)",
        "torch.max_pool1d(x - 5, 4, 4, 2)"}) {
    SCOPED_TRACE(expression);
    EXPECT_LT(test::worst_residual(test::deeplift(
                  std::string("    return (") + expression + ").flatten(1)[:, 2:6]\n", batch)),
              1e-12);
  }
}

TEST(MaxPoolRule, GivesThePublishedMultipliers) {
  // lecture: T1 with the largest position instead of the mean, reference CATGA.
  test::Network network(
      "def forward(self, x):\n"
      "    hidden = torch.relu(torch.conv1d(x, self.filters, self.filter_bias))\n"
      "    return torch.linear(torch.amax(hidden, [2]), self.weight, self.bias)\n",
      test::t1_tensors());
  const auto found = test::deeplift(
      network, test::pairs_of(test::encode({"ACGTA"}), test::encode({"CATGA"}).unsqueeze(1)));
  EXPECT_NEAR(found.prediction_nk[0][0].item<double>(), 1.5, 1e-10);
  EXPECT_NEAR(found.reference_prediction_nrk[0][0][0].item<double>(), -0.25, 1e-10);
  EXPECT_NEAR(found.sum_nrk[0][0][0].item<double>(), 1.75, 1e-10);
  const auto row = found.map_nkcl[0][0].sum(0);
  const std::vector<double> expected{1.25, 1.25, -0.409090909, -0.340909091, 0};
  for (std::int64_t i = 0; i < 5; ++i) {
    EXPECT_NEAR(row[i].item<double>(), expected[static_cast<std::size_t>(i)], 1e-6);
  }
}

}  // namespace
}  // namespace siskin
