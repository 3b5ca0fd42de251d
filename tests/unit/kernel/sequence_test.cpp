#include "siskin/kernel/sequence.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <string>
#include <variant>
#include <vector>

#include "unit/kernel/expect_close.hpp"

namespace siskin::kernel {
namespace {

Convolution new_convolution(std::int64_t channels, std::int64_t filters, std::int64_t width,
                            std::int64_t padding, std::int64_t dilation = 1) {
  Convolution layer;
  layer.weight_oik = (torch::randn({filters, channels, width}) * 0.2).requires_grad_();
  layer.bias = torch::randn({filters}).requires_grad_();
  layer.pad_left = layer.pad_right = padding;
  layer.dilation = dilation;
  return layer;
}

Dense new_dense(std::int64_t inputs, std::int64_t units) {
  return {torch::randn({units, inputs}).requires_grad_(), torch::randn({units}).requires_grad_()};
}

BatchNorm new_norm(std::int64_t channels) {
  return {torch::rand({channels}).requires_grad_(), torch::randn({channels}).requires_grad_(),
          torch::zeros({channels}), torch::ones({channels})};
}

at::Tensor run_plain(const std::vector<Layer>& layers, at::Tensor x);

// A layer by LibTorch's own operations on (N,C,L).
struct Plain {
  at::Tensor x;

  at::Tensor operator()(const Convolution& layer) const {
    using Sizes = std::vector<std::int64_t>;
    return at::conv1d(at::constant_pad_nd(x, {layer.pad_left, layer.pad_right}), layer.weight_oik,
                      layer.bias, Sizes{1}, Sizes{0}, Sizes{layer.dilation}, layer.groups);
  }
  at::Tensor operator()(const Dense& layer) const {
    return at::linear(x, layer.weight_ui, layer.bias);
  }
  at::Tensor operator()(const BatchNorm& layer) const {
    return at::batch_norm(x, layer.weight, layer.bias, layer.running_mean.clone(),
                          layer.running_variance.clone(), true, layer.momentum, layer.epsilon,
                          false);
  }
  at::Tensor operator()(const Activation& activation) const {
    if (activation == Activation::kNone) return x;
    return activation == Activation::kRelu ? at::relu(x) : at::exp(x);
  }
  at::Tensor operator()(const DropoutLayer& layer) const {
    return at::dropout(x, layer.rate, true);
  }
  at::Tensor operator()(const MaxPool& layer) const {
    const auto missing =
        layer.same_padding ? (layer.width - x.size(2) % layer.width) % layer.width : 0;
    const auto padded = at::constant_pad_nd(x, {missing / 2, missing - missing / 2}, -INFINITY);
    return at::max_pool1d(padded, layer.width, layer.width);
  }
  at::Tensor operator()(const Flatten&) const { return at::flatten(x, 1); }
  at::Tensor operator()(const OtherLayer& layer) const { return layer.run(x); }
  at::Tensor operator()(const ResidualLayer& layer) const {
    const auto y = run_plain(layer.layers, x);
    if (y.dim() == 2) return x + y;
    const auto lost = x.size(2) - y.size(2);
    return x.slice(2, lost / 2, lost / 2 + y.size(2)) + y;
  }
};

at::Tensor run_plain(const std::vector<Layer>& layers, at::Tensor x) {
  for (const auto& layer : layers) x = std::visit(Plain{x}, layer);
  return x;
}

void collect(const std::vector<Layer>& layers, std::vector<at::Tensor>& parameters) {
  for (const auto& layer : layers) {
    if (const auto* convolution = std::get_if<Convolution>(&layer)) {
      parameters.insert(parameters.end(), {convolution->weight_oik, convolution->bias});
    } else if (const auto* dense = std::get_if<Dense>(&layer)) {
      parameters.insert(parameters.end(), {dense->weight_ui, dense->bias});
    } else if (const auto* norm = std::get_if<BatchNorm>(&layer)) {
      parameters.insert(parameters.end(), {norm->weight, norm->bias});
    } else if (const auto* residual = std::get_if<ResidualLayer>(&layer)) {
      collect(residual->layers, parameters);
    }
  }
}

void expect_as_plain(const std::vector<Layer>& layers, std::int64_t channels, std::int64_t length) {
  const auto x = torch::randn({6, channels, length});
  std::vector<at::Tensor> parameters;
  collect(layers, parameters);
  const auto expected = run_plain(layers, x);
  const auto found = Sequence(layers).run(x);
  siskin::test::expect_close(found, expected);
  const auto dy = torch::randn(expected.sizes());
  const auto wanted = torch::autograd::grad({expected}, parameters, {dy});
  const auto gradients = torch::autograd::grad({found}, parameters, {dy});
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    // A bias that batch norm takes away again has a gradient of rounding errors.
    if (wanted[i].abs().max().item<double>() < 1e-4) continue;
    SCOPED_TRACE("parameter " + std::to_string(i));
    siskin::test::expect_close(gradients[i], wanted[i]);
  }
}

constexpr auto kRelu = Activation::kRelu;

TEST(Sequence, PutsLayersBetweenProductsTogether) {
  const Sequence sequence({new_convolution(4, 8, 5, 2), new_norm(8), kRelu, DropoutLayer{0.1},
                           MaxPool{2, false}, new_convolution(8, 8, 5, 2), kRelu, new_norm(8),
                           MaxPool{2, true}, DropoutLayer{0.2}, Flatten{}, new_dense(24, 5)});
  ASSERT_EQ(sequence.steps().size(), 7U);
  const auto& first = std::get<Stage>(sequence.steps()[1]);
  EXPECT_TRUE(first.batch_norm && !first.activation_first && first.activation == kRelu);
  EXPECT_EQ(first.dropout, 0.1);
  EXPECT_EQ(first.pool_width, 2);
  const auto& second = std::get<Stage>(sequence.steps()[3]);
  EXPECT_TRUE(second.activation_first && second.pool_same && second.dropout == 0);
  EXPECT_EQ(std::get<Stage>(sequence.steps()[4]).dropout, 0.2);
}

TEST(Sequence, EqualsLibTorchForABlockWithBatchNormAndDenseLayers) {
  torch::manual_seed(1);
  expect_as_plain({new_convolution(4, 8, 19, 9), new_norm(8), Activation::kExponential,
                   new_convolution(8, 12, 7, 0), new_norm(12), kRelu, MaxPool{4, false},
                   new_convolution(12, 6, 3, 1), kRelu, new_norm(6), MaxPool{3, true}, Flatten{},
                   new_dense(30, 10), new_norm(10), kRelu, new_dense(10, 3)},
                  4, 60);
}

TEST(Sequence, EqualsLibTorchForDilatedResidualBlocks) {
  torch::manual_seed(2);
  std::vector<Layer> layers{new_convolution(4, 16, 21, 10), kRelu};
  for (const std::int64_t dilation : {2, 4, 8, 16}) {
    layers.emplace_back(ResidualLayer{{new_convolution(16, 16, 3, dilation, dilation), kRelu}});
  }
  expect_as_plain(layers, 4, 90);
}

TEST(Sequence, CropsWhatAResidualBlockLoses) {
  torch::manual_seed(3);
  expect_as_plain({new_convolution(4, 8, 5, 2),
                   ResidualLayer{{new_convolution(8, 8, 4, 0), new_norm(8), kRelu,
                                  new_convolution(8, 8, 3, 0)}},
                   kRelu, ResidualLayer{{new_convolution(8, 8, 6, 0), kRelu}}},
                  4, 40);
}

TEST(Sequence, AddsResidualsInFrontOfStagesAndOfDenseLayers) {
  torch::manual_seed(4);
  expect_as_plain(
      {new_convolution(4, 8, 5, 2),
       ResidualLayer{{new_norm(8), kRelu, ResidualLayer{{new_convolution(8, 8, 3, 1)}}}}, Flatten{},
       new_dense(160, 9), ResidualLayer{{new_dense(9, 9), new_norm(9), kRelu}}},
      4, 20);
}

TEST(Sequence, RunsLayersItDoesNotKnowOnPositionsLast) {
  torch::manual_seed(5);
  const OtherLayer softmax{[](const at::Tensor& x) { return at::softmax(x, 2); }};
  const OtherLayer mean{[](const at::Tensor& x) { return x.mean(2); }};
  expect_as_plain({new_convolution(4, 8, 5, 2), kRelu, softmax, new_convolution(8, 6, 3, 1), mean,
                   new_dense(6, 2)},
                  4, 20);
}

TEST(Sequence, DropsEverythingAtRateOne) {
  const Sequence sequence({DropoutLayer{1}});
  EXPECT_EQ(sequence.run(torch::ones({2, 3, 4})).abs().sum().item<float>(), 0);
}

TEST(Sequence, OfNothingGivesItsInput) {
  const auto x = torch::randn({2, 3, 4});
  EXPECT_TRUE(torch::equal(Sequence({DropoutLayer{0}, MaxPool{1, false}}).run(x), x));
}

}  // namespace
}  // namespace siskin::kernel
