#include "siskin/gradient/path_gradient.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "siskin/util/error.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::group_sizes;
using gradient::path_nodes;
using gradient::PathGradient;
using gradient::PathRule;
using testing::ElementsAre;
using Way = PathGradient::Way;

constexpr std::int64_t kPathLength = 10;

test::Tensors two_outputs(std::uint64_t seed) {
  auto tensors = test::smooth_tensors(seed);
  tensors["weight"] = torch::randn({2, 6});
  tensors["bias"] = torch::randn({2});
  return tensors;
}

// Both ways of a double model over 7 pairs agree to rounding, whatever the batch.
void expect_agreement(const std::string& source, bool splits) {
  auto model =
      test::make_model("def forward(self, x):\n" + source, test::in_double(two_outputs(3)));
  const auto function = test::every_output(model);
  const auto start = test::random_onehot(7, kPathLength, 4);
  const auto end = test::random_onehot(7, kPathLength, 5);
  for (const auto rule : {PathRule::kMiddle, PathRule::kTrapezoid}) {
    const auto nodes = path_nodes(rule, 12);
    const PathGradient whole(function, kPathLength, 1000, Way::kWhole);
    EXPECT_FALSE(whole.is_split());
    const auto expected = whole.mean(start, end, nodes);
    EXPECT_GT(expected.abs().max().item<double>(), 0.01);
    for (const std::int64_t batch_size : {1, 5, 12, 40, 1000}) {
      const PathGradient split(function, kPathLength, batch_size);
      EXPECT_EQ(split.is_split(), splits);
      EXPECT_LT(test::largest_difference(split.mean(start, end, nodes), expected), 1e-13)
          << batch_size;
    }
  }
}

TEST(PathGradient, IsTheSameSplitAndWhole) {
  expect_agreement(
      "    h = torch.tanh(torch.conv1d(x, self.filters, self.filter_bias))\n"
      "    return torch.linear(torch.mean(h, [2]), self.weight, self.bias)\n",
      true);
  expect_agreement(
      "    h = torch.relu(torch.conv1d(x - 0.25, self.filters, self.filter_bias))\n"
      "    return torch.linear(torch.amax(h, [2]), self.weight, self.bias)\n",
      true);
}

TEST(PathGradient, IsTheSameWhereTheInputPassesTheFront) {
  expect_agreement(
      "    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
      "    b = torch.exp(a * x[:, 0:1, 3:]) + a + torch.tanh(x[:, 2:3, :7])\n"
      "    return torch.linear(torch.mean(b, [2]), self.weight, self.bias)\n",
      true);
  expect_agreement(
      "    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
      "    b = torch.tanh(a) + torch.sum(torch.exp(x), [1, 2], True)\n"
      "    return torch.linear(torch.mean(b, [2]), self.weight, self.bias)\n",
      true);
}

TEST(PathGradient, IsTheSameForALinearModel) {
  expect_agreement(
      "    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
      "    return torch.linear(torch.mean(a, [2]), self.weight, self.bias)\n",
      true);
}

TEST(PathGradient, IsTheSameWhereTheModelDetaches) {
  expect_agreement(
      "    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
      "    b = torch.tanh(a) * torch.sigmoid(a.detach() * 2.0)\n"
      "    return torch.linear(torch.mean(b, [2]), self.weight, self.bias)\n",
      true);
}

TEST(PathGradient, RefusesAFunctionWithoutDerivative) {
  auto model = test::make_model(
      "def forward(self, x):\n    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
      "    return torch.sum(torch.ge(a, 0.5), [1, 2])\n",
      two_outputs(3));
  const auto function = test::every_output(model);
  const auto x = test::random_onehot(2, kPathLength, 4);
  for (const auto way : {Way::kSplit, Way::kWhole}) {
    const PathGradient path(function, kPathLength, 64, way);
    EXPECT_THAT([&] { path.mean(torch::zeros_like(x), x, path_nodes(PathRule::kMiddle, 2)); },
                testing::ThrowsMessage<Error>(testing::HasSubstr("no derivative")));
  }
}

TEST(PathGradient, TakesTheWholeFunctionWhereItMust) {
  expect_agreement(
      "    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
      "    if bool(torch.sum(x) > 1000):\n        a = torch.exp(a)\n"
      "    return torch.linear(torch.mean(a * a, [2]), self.weight, self.bias)\n",
      false);
  expect_agreement(
      "    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
      "    a[:, 1:4].tanh_()\n"
      "    return torch.linear(torch.mean(a, [2]), self.weight, self.bias)\n",
      false);
}

TEST(PathGradient, OfASquareIsTheGradientInTheMiddle) {
  auto model = test::make_model(
      "def forward(self, x):\n    return torch.sum(torch.conv1d(x, self.filters).square(), [1, "
      "2])\n",
      test::in_double(test::smooth_tensors(8)));
  const auto function = test::every_output(model);
  const auto start = test::random_onehot(3, kPathLength, 1);
  const auto end = test::random_onehot(3, kPathLength, 2);
  const PathGradient path(function, kPathLength, 64);
  const auto middle = path.mean(start, end, {{0.5}, {1.0}});
  EXPECT_LT(test::largest_difference(path.mean(start, end, path_nodes(PathRule::kGaussLegendre, 4)),
                                     middle),
            1e-12);
  EXPECT_LT(
      test::largest_difference(path.mean(start, end, path_nodes(PathRule::kTrapezoid, 2)), middle),
      1e-12);
}

TEST(GroupSizes, AreTheLimitAndThenPowersOfTwo) {
  EXPECT_THAT(group_sizes(13, 5), ElementsAre(5, 5, 2, 1));
  EXPECT_THAT(group_sizes(7, 100), ElementsAre(4, 2, 1));
  EXPECT_THAT(group_sizes(10, 5), ElementsAre(5, 5));
  EXPECT_THAT(group_sizes(3, 1), ElementsAre(1, 1, 1));
  for (std::int64_t total = 0; total < 70; ++total) {
    const auto sizes = group_sizes(total, 23);
    EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}), total);
  }
}

}  // namespace
}  // namespace siskin
