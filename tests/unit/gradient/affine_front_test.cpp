#include "siskin/gradient/affine_front.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::AffineFront;

constexpr std::int64_t kLength = 9;

// Checks that front and rest together are the function, and that the frontier of the middle of two
// inputs is the middle of their frontiers.
void expect_divides(const model::Function& function, const AffineFront& front) {
  ASSERT_TRUE(front.serves(4));
  const auto x = test::random_onehot(4, kLength, 1);
  const auto y = test::random_onehot(4, kLength, 2);
  const auto of_x = front.values(function.to_model(x));
  const auto of_y = front.values(function.to_model(y));
  const auto of_middle = front.values(function.to_model((x + y) / 2));
  std::vector<torch::Tensor> middle;
  for (std::size_t i = 0; i < of_x.size(); ++i) {
    middle.push_back((of_x[i] + of_y[i]) / 2);
    EXPECT_LT(test::largest_difference(middle[i], of_middle[i]), 1e-6);
  }
  EXPECT_LT(test::largest_difference(front.finish(of_x), function.forward(x)), 1e-5);
  EXPECT_LT(test::largest_difference(front.finish(middle), function.forward((x + y) / 2)), 1e-5);
}

model::Model with_source(const std::string& source) {
  return test::make_model("def forward(self, x):\n" + source, test::smooth_tensors(2));
}

std::optional<std::size_t> frontier_size(const std::string& source) {
  auto model = with_source(source);
  const auto function = test::every_output(model);
  const auto front = AffineFront::find(function, kLength);
  if (!front) return std::nullopt;
  expect_divides(function, *front);
  return front->values(function.to_model(test::random_onehot(4, kLength, 1))).size();
}

TEST(AffineFront, IsTheConvolutionOfTheTestModel) {
  auto model = test::t1();
  const auto function = test::every_output(model);
  const auto front = AffineFront::find(function, 5);
  ASSERT_TRUE(front);
  const auto found = front->values(test::encode({"ACGTA", "ACGTA"}));
  ASSERT_EQ(found.size(), 1U);
  const auto expected =
      torch::tensor({{1.5F, -0.75F, -1.0F, -0.75F}, {-1.25F, -0.25F, 1.75F, -0.5F}});
  EXPECT_EQ(test::largest_difference(found[0][0], expected), 0);
  EXPECT_EQ(front->finish(found)[0].item<double>(), 0.5625);
}

TEST(AffineFront, GoesThroughViewsSumsAndScales) {
  EXPECT_EQ(frontier_size("    a = torch.conv1d(x - 0.25, self.filters, self.filter_bias)\n"
                          "    b = torch.flatten(a.transpose(1, 2) * 0.5, 1)\n"
                          "    return torch.sum(torch.tanh(b), [1])\n"),
            1U);
}

TEST(AffineFront, HasAsManyTensorsAsTheRestReads) {
  EXPECT_EQ(frontier_size("    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
                          "    b = torch.tanh(a).sum([1, 2])\n"
                          "    return b + (a[:, 0] * torch.exp(x[:, 1, 3:])).sum([1])\n"),
            3U);
}

TEST(AffineFront, IsEverythingForALinearModel) {
  EXPECT_EQ(frontier_size("    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
                          "    return torch.linear(torch.mean(a, [2]), self.weight, self.bias)\n"),
            1U);
}

TEST(AffineFront, EndsWhereRowsLeaveTheFirstDimension) {
  // A layout of (L,N,C), as attention has it: the convolution is still in front.
  auto model = with_source(
      "    a = torch.conv1d(x, self.filters, self.filter_bias).permute([2, 0, 1])\n"
      "    b = torch.tanh(torch.reshape(a, [-1, 6]))\n"
      "    c = torch.reshape(b, [x.size(2) - 3, x.size(0), 6])\n"
      "    return torch.linear(c.mean([0]), self.weight, self.bias)\n");
  const auto function = test::every_output(model);
  const auto front = AffineFront::find(function, kLength);
  ASSERT_TRUE(front);
  expect_divides(function, *front);
  const auto found = front->values(test::random_onehot(4, kLength, 1));
  EXPECT_EQ(found[0].sizes(), (std::vector<std::int64_t>{4, 6, 6}));
}

TEST(AffineFront, EndsAtCastsToIntegers) {
  EXPECT_EQ(frontier_size("    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
                          "    b = a.long().float()\n"
                          "    return torch.sum(a * torch.tanh(a) + b, [1, 2])\n"),
            1U);
}

TEST(AffineFront, IsNotThereWhenNothingIsSaved) {
  EXPECT_FALSE(frontier_size("    return torch.sum(torch.tanh(x), [1, 2])\n"));
  EXPECT_FALSE(frontier_size("    return torch.sum(torch.tanh(x.transpose(1, 2)), [1, 2])\n"));
}

TEST(AffineFront, IsNotThereForWhatDependsOnTheSequenceOrOverwrites) {
  EXPECT_FALSE(
      frontier_size("    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
                    "    if bool(torch.sum(x) > 3):\n        a = torch.tanh(a)\n"
                    "    return torch.sum(a, [1, 2])\n"));
  EXPECT_FALSE(
      frontier_size("    a = torch.conv1d(x, self.filters, self.filter_bias)\n"
                    "    a[:, 0:2].relu_()\n"
                    "    return torch.sum(torch.tanh(a), [1, 2])\n"));
}

}  // namespace
}  // namespace siskin
