#include "siskin/kernel/narrow_convolution.hpp"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>
#include <vector>

#include "siskin/kernel/first_order.hpp"

namespace siskin::kernel {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr std::int64_t kMostFilters = 4;
constexpr std::int64_t kLeastWidth = 8;

struct Diagonals {
  std::int64_t filters;
  std::int64_t width;
  std::int64_t dilation;
  std::int64_t length;  // of the result

  std::int64_t columns() const { return filters * width; }
  std::int64_t reach() const { return dilation * (width - 1); }
};

// y[l][o] = sum over k of z[l + k dilation][o][k], for one sequence.
void add_diagonals(const Diagonals& shape, const float* z, float* y) {
  std::fill(y, y + shape.length * shape.filters, 0.0F);
  for (std::int64_t row = 0; row < shape.length + shape.reach(); ++row) {
    for (std::int64_t filter = 0; filter < shape.filters; ++filter) {
      const auto* products = z + row * shape.columns() + filter * shape.width;
      const auto first =
          std::max<std::int64_t>(0, (row - shape.length + shape.dilation) / shape.dilation);
      const auto last = std::min(shape.width, row / shape.dilation + 1);
      for (auto k = first; k < last; ++k) {
        y[(row - k * shape.dilation) * shape.filters + filter] += products[k];
      }
    }
  }
}

// z[l + k dilation][o][k] = y[l][o], and 0 where there is no such y.
void spread_diagonals(const Diagonals& shape, const float* y, float* z) {
  std::fill(z, z + (shape.length + shape.reach()) * shape.columns(), 0.0F);
  for (std::int64_t row = 0; row < shape.length + shape.reach(); ++row) {
    for (std::int64_t filter = 0; filter < shape.filters; ++filter) {
      auto* products = z + row * shape.columns() + filter * shape.width;
      const auto first =
          std::max<std::int64_t>(0, (row - shape.length + shape.dilation) / shape.dilation);
      const auto last = std::min(shape.width, row / shape.dilation + 1);
      for (auto k = first; k < last; ++k) {
        products[k] = y[(row - k * shape.dilation) * shape.filters + filter];
      }
    }
  }
}

struct DiagonalSum : torch::autograd::Function<DiagonalSum> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& products,
                            std::vector<std::int64_t> numbers) {
    const auto z = products.contiguous();
    const Diagonals shape{numbers[0], numbers[1], numbers[2], numbers[3]};
    auto y = torch::empty({z.size(0), shape.length, shape.filters}, z.options());
    context->saved_data["shape"] = numbers;
    const auto* from = z.data_ptr<float>();
    auto* to = y.data_ptr<float>();
    at::parallel_for(0, z.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
      for (auto i = begin; i < end; ++i) {
        add_diagonals(shape, from + i * z.stride(0), to + i * y.stride(0));
      }
    });
    return y;
  }

  static tensor_list backward(AutogradContext* context, tensor_list gradients) {
    require_first_order();
    const auto numbers = context->saved_data["shape"].toIntVector();
    const Diagonals shape{numbers[0], numbers[1], numbers[2], numbers[3]};
    const auto dy = gradients[0].contiguous();
    auto dz =
        torch::empty({dy.size(0), shape.length + shape.reach(), shape.columns()}, dy.options());
    const auto* from = dy.data_ptr<float>();
    auto* to = dz.data_ptr<float>();
    at::parallel_for(0, dy.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
      for (auto i = begin; i < end; ++i) {
        spread_diagonals(shape, from + i * dy.stride(0), to + i * dz.stride(0));
      }
    });
    return {dz, at::Tensor()};
  }
};

}  // namespace

bool is_narrow(const Convolution& convolution) {
  return convolution.groups == 1 && convolution.weight_oik.size(0) <= kMostFilters &&
         convolution.weight_oik.size(2) >= kLeastWidth;
}

at::Tensor convolve_narrow(const Convolution& convolution, const at::Tensor& x_nlc) {
  const auto& weight = convolution.weight_oik;
  const auto filters = weight.size(0);
  const auto width = weight.size(2);
  const auto x = at::constant_pad_nd(x_nlc, {0, 0, convolution.pad_left, convolution.pad_right});
  Convolution product;
  product.weight_oik = weight.transpose(1, 2).reshape({filters * width, weight.size(1), 1});
  const auto length = x.size(1) - convolution.dilation * (width - 1);
  const auto y =
      DiagonalSum::apply(convolve(product, x),
                         std::vector<std::int64_t>{filters, width, convolution.dilation, length});
  return convolution.bias.defined() ? y + convolution.bias : y;
}

}  // namespace siskin::kernel
