#include "siskin/kernel/narrow_convolution.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <vector>

#include "siskin/util/error.hpp"
#include "unit/kernel/expect_close.hpp"

namespace siskin::kernel {
namespace {

Convolution new_convolution(std::int64_t filters, std::int64_t channels, std::int64_t width) {
  Convolution convolution;
  convolution.weight_oik = torch::randn({filters, channels, width}).requires_grad_();
  return convolution;
}

void expect_as_convolve(const Convolution& convolution, std::int64_t length) {
  auto x = torch::randn({3, length, convolution.weight_oik.size(1)}).requires_grad_();
  std::vector<at::Tensor> by{x, convolution.weight_oik};
  if (convolution.bias.defined()) by.push_back(convolution.bias);
  const auto expected = convolve(convolution, x);
  const auto found = convolve_narrow(convolution, x);
  siskin::test::expect_close(found, expected);
  const auto dy = torch::randn(expected.sizes());
  const auto wanted = torch::autograd::grad({expected}, by, {dy});
  const auto gradients = torch::autograd::grad({found}, by, {dy});
  for (std::size_t i = 0; i < by.size(); ++i) siskin::test::expect_close(gradients[i], wanted[i]);
}

TEST(ConvolveNarrow, EqualsConvolveInValueAndGradients) {
  torch::manual_seed(1);
  auto convolution = new_convolution(2, 5, 9);
  expect_as_convolve(convolution, 40);
  expect_as_convolve(convolution, 9);  // a single position
  convolution.pad_left = 4;
  convolution.pad_right = 4;
  convolution.bias = torch::randn({2}).requires_grad_();
  expect_as_convolve(convolution, 40);
  convolution.pad_left = 7;
  convolution.pad_right = 10;
  convolution.dilation = 3;
  expect_as_convolve(convolution, 40);
  expect_as_convolve(new_convolution(1, 1, 2), 3);
}

TEST(ConvolveNarrow, IsASumOverTheWindow) {
  Convolution convolution;
  convolution.weight_oik = torch::tensor({{{1.0F, 10.0F, 100.0F}}});
  const auto x = torch::tensor({{{1.0F}, {2.0F}, {3.0F}, {4.0F}}});
  const auto y = convolve_narrow(convolution, x);
  EXPECT_TRUE(torch::equal(y, torch::tensor({{{321.0F}, {432.0F}}})));
}

TEST(ConvolveNarrow, RefusesGradientsOfGradients) {
  const auto convolution = new_convolution(2, 5, 9);
  const auto y = convolve_narrow(convolution, torch::randn({1, 20, 5})).pow(2).sum();
  EXPECT_THROW(torch::autograd::grad({y}, {convolution.weight_oik}, {}, true, true), Error);
}

TEST(IsNarrow, HoldsForFewWideFiltersInOneGroup) {
  EXPECT_TRUE(is_narrow(new_convolution(2, 64, 75)));
  EXPECT_FALSE(is_narrow(new_convolution(64, 64, 75)));
  EXPECT_FALSE(is_narrow(new_convolution(2, 64, 1)));
  auto grouped = new_convolution(2, 1, 75);
  grouped.groups = 2;
  EXPECT_FALSE(is_narrow(grouped));
}

}  // namespace
}  // namespace siskin::kernel
