#include "siskin/kernel/convolution.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <vector>

#include "siskin/kernel/first_order.hpp"

namespace siskin::kernel {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

// oneDNN 2.6's weight gradient runs at 70 GFLOP/s for 15 taps and at 150 for 5 to 10 (64 channels,
// AVX-512): wider kernels are taken in parts.
constexpr std::int64_t kMostTaps = 10;
// Beyond this padding it falls back from 120 to 62 GFLOP/s: more zeros are put in front and behind
// in memory.
constexpr std::int64_t kMostPadding = 16;

// (N,L,C) seen as an image of height 1 in channels-last memory: the only layout in which LibTorch's
// convolutions take one-dimensional data without turning it round.
at::Tensor as_image(const at::Tensor& x_nlc) {
  return x_nlc.contiguous().unsqueeze(1).permute({0, 3, 1, 2});
}

at::Tensor from_image(const at::Tensor& image) {
  return image.permute({0, 2, 3, 1}).squeeze(1).contiguous();
}

at::Tensor as_kernel(const at::Tensor& weight_oik) {
  return weight_oik.unsqueeze(2).contiguous(at::MemoryFormat::ChannelsLast);
}

// From position -left to L+right of x_nlc: zeros beyond the ends, cropped where negative.
at::Tensor window_of(const at::Tensor& x_nlc, std::int64_t left, std::int64_t right) {
  if (left == 0 && right == 0) return x_nlc;
  return at::constant_pad_nd(x_nlc, {0, 0, left, right});
}

struct Geometry {
  std::int64_t left;
  std::int64_t right;
  std::int64_t dilation;
  std::int64_t groups;
};

at::Tensor forward_convolution(const at::Tensor& x_nlc, const at::Tensor& weight_oik,
                               const at::Tensor& bias, const Geometry& geometry) {
  const auto both = std::max<std::int64_t>(0, std::min(geometry.left, geometry.right));
  const auto x = window_of(x_nlc, geometry.left - both, geometry.right - both);
  using Sizes = std::vector<std::int64_t>;
  return from_image(at::conv2d(as_image(x), as_kernel(weight_oik), bias, Sizes{1, 1},
                               Sizes{0, both}, Sizes{1, geometry.dilation}, geometry.groups));
}

// A convolution's gradient by its input is a convolution with the kernel turned round, which is
// faster here (160 GFLOP/s) than the routine made for it (110 to 130).
at::Tensor input_gradient(const at::Tensor& dy_nlo, const at::Tensor& weight_oik,
                          const Geometry& geometry) {
  const auto groups = geometry.groups;
  const auto filters = weight_oik.size(0) / groups;
  const auto channels = weight_oik.size(1);
  const auto width = weight_oik.size(2);
  const auto turned = weight_oik.flip(2)
                          .view({groups, filters, channels, width})
                          .transpose(1, 2)
                          .reshape({groups * channels, filters, width});
  const auto reach = geometry.dilation * (width - 1);
  return forward_convolution(
      dy_nlo, turned, {},
      {reach - geometry.left, reach - geometry.right, geometry.dilation, groups});
}

at::Tensor weight_gradient(const at::Tensor& dy_nlo, const at::Tensor& x_nlc,
                           const at::Tensor& weight_oik, const Geometry& geometry) {
  const auto width = weight_oik.size(2);
  const auto parts = (width + kMostTaps - 1) / kMostTaps;
  const auto dy = as_image(dy_nlo);
  std::vector<at::Tensor> gradients;
  for (std::int64_t part = 0; part < parts; ++part) {
    const auto first = width * part / parts;
    const auto last = width * (part + 1) / parts;
    const auto left = geometry.left - first * geometry.dilation;
    const auto right = geometry.right - (width - last) * geometry.dilation;
    const auto least = std::max<std::int64_t>(0, std::min(left, right));
    const auto both = least > kMostPadding ? 0 : least;
    const auto x = as_image(window_of(x_nlc, left - both, right - both));
    const auto kernel = as_kernel(weight_oik.slice(2, first, last));
    const auto all = at::convolution_backward(
        dy, x, kernel, at::OptionalIntArrayRef(), std::vector<std::int64_t>{1, 1},
        std::vector<std::int64_t>{0, both}, std::vector<std::int64_t>{1, geometry.dilation}, false,
        std::vector<std::int64_t>{0, 0}, geometry.groups, {false, true, false});
    gradients.push_back(std::get<1>(all).squeeze(2));
  }
  return parts == 1 ? gradients.front().contiguous() : at::cat(gradients, 2);
}

struct ConvolutionFunction : torch::autograd::Function<ConvolutionFunction> {
  // `inputs`: x, weight, and the bias if there is one.
  static at::Tensor forward(AutogradContext* context, at::TensorList inputs,
                            std::vector<std::int64_t> geometry) {
    context->save_for_backward({inputs[0], inputs[1]});
    context->saved_data["geometry"] = geometry;
    context->saved_data["inputs"] = static_cast<std::int64_t>(inputs.size());
    return forward_convolution(inputs[0], inputs[1], inputs.size() > 2 ? inputs[2] : at::Tensor(),
                               {geometry[0], geometry[1], geometry[2], geometry[3]});
  }

  static tensor_list backward(AutogradContext* context, tensor_list gradients) {
    require_first_order();
    const auto saved = context->get_saved_variables();
    const auto numbers = context->saved_data["geometry"].toIntVector();
    const Geometry geometry{numbers[0], numbers[1], numbers[2], numbers[3]};
    const auto dy = gradients[0].contiguous();
    const auto inputs = context->saved_data["inputs"].toInt();
    tensor_list result(static_cast<std::size_t>(inputs) + 1);  // the last for the geometry
    if (context->needs_input_grad(0)) result[0] = input_gradient(dy, saved[1], geometry);
    if (context->needs_input_grad(1)) {
      result[1] = weight_gradient(dy, saved[0], saved[1], geometry);
    }
    if (inputs > 2 && context->needs_input_grad(2)) result[2] = dy.sum(at::IntArrayRef{0, 1});
    return result;
  }
};

}  // namespace

at::Tensor convolve(const Convolution& convolution, const at::Tensor& x_nlc) {
  tensor_list inputs{x_nlc, convolution.weight_oik};
  if (convolution.bias.defined()) inputs.push_back(convolution.bias);
  return ConvolutionFunction::apply(
      at::TensorList(inputs), std::vector<std::int64_t>{convolution.pad_left, convolution.pad_right,
                                                        convolution.dilation, convolution.groups});
}

}  // namespace siskin::kernel
