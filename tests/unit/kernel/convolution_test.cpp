#include "siskin/kernel/convolution.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <vector>

#include "siskin/util/error.hpp"
#include "unit/kernel/expect_close.hpp"

namespace siskin::kernel {
namespace {

struct Case {
  std::int64_t samples, length, channels, filters, width;
  Convolution shape;
};

// Beside conv1d of LibTorch on padded (N,C,L) data.
void expect_as_conv1d(const Case& one, bool with_bias) {
  torch::manual_seed(1);
  auto convolution = one.shape;
  const auto groups = convolution.groups;
  convolution.weight_oik = torch::randn({one.filters, one.channels / groups, one.width});
  convolution.weight_oik.requires_grad_();
  if (with_bias) convolution.bias = torch::randn({one.filters}).requires_grad_();
  auto x = torch::randn({one.samples, one.length, one.channels}).requires_grad_();
  const auto padded =
      torch::constant_pad_nd(x.transpose(1, 2), {convolution.pad_left, convolution.pad_right});
  using Sizes = std::vector<std::int64_t>;
  const auto expected = torch::conv1d(padded, convolution.weight_oik, convolution.bias, Sizes{1},
                                      Sizes{0}, Sizes{convolution.dilation}, groups)
                            .transpose(1, 2);
  const auto found = convolve(convolution, x);
  EXPECT_TRUE(found.is_contiguous());
  siskin::test::expect_close(found, expected);
  std::vector<at::Tensor> by{x, convolution.weight_oik};
  if (with_bias) by.push_back(convolution.bias);
  const auto dy = torch::randn(expected.sizes());
  const auto wanted = torch::autograd::grad({expected}, by, {dy});
  const auto gradients = torch::autograd::grad({found}, by, {dy});
  for (std::size_t i = 0; i < by.size(); ++i) siskin::test::expect_close(gradients[i], wanted[i]);
}

TEST(Convolve, EqualsConv1dInValueAndGradients) {
  const std::vector<Case> cases{
      {3, 40, 4, 8, 5, {}},                         // valid
      {3, 40, 4, 8, 5, {{}, {}, 2, 2, 1, 1}},       // same
      {3, 40, 4, 8, 6, {{}, {}, 2, 3, 1, 1}},       // same, even width
      {2, 60, 5, 7, 3, {{}, {}, 8, 8, 8, 1}},       // dilated
      {2, 60, 16, 16, 3, {{}, {}, 32, 32, 32, 1}},  // padding longer than half the data
      {2, 50, 6, 9, 19, {{}, {}, 9, 9, 1, 1}},      // wide: in two parts
      {2, 90, 3, 4, 25, {{}, {}, 0, 0, 2, 1}},      // wide and dilated
      {2, 90, 3, 4, 24, {{}, {}, 23, 23, 2, 1}},    // and padded
      {2, 30, 6, 12, 5, {{}, {}, 2, 2, 1, 3}},      // groups
      {2, 30, 8, 8, 12, {{}, {}, 5, 6, 1, 2}},      // groups, wide, uneven
      {4, 1, 7, 3, 1, {}},                          // a single position
      {2, 30, 1, 1, 4, {{}, {}, 1, 2, 1, 1}},       // a single channel
      {2, 30, 4, 6, 3, {{}, {}, 5, 5, 1, 1}},       // more padding than "same"
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE(i);
    expect_as_conv1d(cases[i], i % 2 == 0);
  }
}

TEST(Convolve, GivesNoGradientThatNobodyAskedFor) {
  Convolution convolution;
  convolution.weight_oik = torch::randn({2, 4, 3}).requires_grad_();
  const auto x = torch::randn({1, 9, 4});
  convolve(convolution, x).sum().backward();
  EXPECT_TRUE(convolution.weight_oik.grad().defined());
  EXPECT_FALSE(x.grad().defined());
}

TEST(Convolve, RefusesGradientsOfGradients) {
  Convolution convolution;
  convolution.weight_oik = torch::randn({2, 4, 3}).requires_grad_();
  const auto y = convolve(convolution, torch::randn({1, 9, 4})).pow(2).sum();
  EXPECT_THROW(torch::autograd::grad({y}, {convolution.weight_oik}, {}, true, true), Error);
}

}  // namespace
}  // namespace siskin::kernel
