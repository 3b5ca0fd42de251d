#include "siskin/model/layer_modules.hpp"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <cmath>

#include "siskin/util/error.hpp"

namespace siskin::model {

using namespace architecture;  // layers by their plain names

namespace {

using torch::Tensor;

torch::jit::Module make(const Layer& layer, const LayerShape& before) {
  util::Random random(4);
  auto module = make_layer(layer, before, random);
  module.eval();
  module.to(torch::kDouble);
  return module;
}

Tensor run(const Layer& layer, const Tensor& x) {
  const LayerShape before{x.size(1), x.dim() == 3 ? x.size(2) : 0};
  return make(layer, before).forward({x}).toTensor();
}

Tensor row(const std::vector<double>& values) {
  return torch::tensor(values, torch::kDouble).view({1, 1, -1});
}

Tensor noise(torch::IntArrayRef shape) {
  torch::manual_seed(5);
  return torch::randn(shape, torch::kDouble);
}

// The definition, summed term by term; positions outside x are 0.
double convolved(const Tensor& x, const Tensor& weight, const ConvolutionLayer& layer,
                 std::int64_t filter, std::int64_t first) {
  const auto inputs = weight.size(1);
  const auto group = filter / (layer.filters / layer.groups);
  double sum = 0;
  for (std::int64_t channel = 0; channel < inputs; ++channel) {
    for (std::int64_t tap = 0; tap < layer.width; ++tap) {
      const auto position = first + tap * layer.dilation;
      if (position < 0 || position >= x.size(2)) continue;
      sum += weight[filter][channel][tap].item<double>() *
             x[0][group * inputs + channel][position].item<double>();
    }
  }
  return sum;
}

void expect_convolution(const ConvolutionLayer& layer, std::int64_t positions, std::int64_t left,
                        std::int64_t windows) {
  const auto x = noise({1, 4, positions});
  auto module = make(layer, {4, positions});
  const auto weight = module.attr("weight").toTensor();
  const auto y = module.forward({x}).toTensor();
  ASSERT_EQ(y.sizes(), torch::IntArrayRef({1, layer.filters, windows}));
  for (std::int64_t filter = 0; filter < layer.filters; ++filter) {
    for (std::int64_t i = 0; i < windows; ++i) {
      EXPECT_NEAR(y[0][filter][i].item<double>(),
                  convolved(x, weight, layer, filter, i * layer.stride - left), 1e-12);
    }
  }
}

TEST(ConvolutionLayer, IsTheSumOfItsDefinition) {
  ConvolutionLayer layer{6, 3, true, false};
  expect_convolution(layer, 9, 1, 9);
  layer.dilation = 3;
  expect_convolution(layer, 9, 3, 9);
  layer.same_padding = false;
  expect_convolution(layer, 9, 0, 3);
  layer.groups = 2;
  expect_convolution(layer, 9, 0, 3);
}

TEST(ConvolutionLayer, PadsStridesAsTensorFlowDoes) {
  ConvolutionLayer layer{2, 4, true, false};
  expect_convolution(layer, 9, 1, 9);  // 3 in all: 1 left, 2 right
  layer.stride = 3;
  expect_convolution(layer, 9, 0, 3);  // 2*3 + 4 - 9 = 1 in all, on the right
  layer.same_padding = false;
  expect_convolution(layer, 10, 0, 3);
}

TEST(Pools, TakeMaximumAndMeanOfWindows) {
  const auto x = row({1, 5, 2, 8, 3, 4, 9});
  EXPECT_TRUE(torch::equal(run(MaxPoolLayer{3, false}, x), row({5, 8})));
  EXPECT_TRUE(torch::equal(run(MaxPoolLayer{3, false, 2}, x), row({5, 8, 9})));
  EXPECT_TRUE(torch::equal(run(AveragePoolLayer{2, false}, x), row({3, 5, 3.5})));
}

TEST(Pools, KeepIncompleteWindowsUnderSamePadding) {
  // Windows of 3 over 7: padding 2 = 1 + 1, so {-,1,5}, {2,8,3}, {4,9,-}.
  const auto x = row({1, 5, 2, 8, 3, 4, 9});
  EXPECT_TRUE(torch::equal(run(MaxPoolLayer{3, true}, x), row({5, 8, 9})));
  // The mean is over what is inside.
  EXPECT_TRUE(torch::allclose(run(AveragePoolLayer{3, true}, x), row({3, 13 / 3.0, 6.5})));
  EXPECT_TRUE(torch::equal(run(MaxPoolLayer{2, true}, row({-3, -5})), row({-3})));
}

TEST(GlobalPools, ReduceAllPositions) {
  const auto x = torch::tensor({{{1.0, 7.0, 4.0}, {-3.0, -2.0, -4.0}}}, torch::kDouble);
  EXPECT_TRUE(
      torch::equal(run(GlobalMaxPoolLayer{}, x), torch::tensor({{7.0, -2.0}}, torch::kDouble)));
  EXPECT_TRUE(
      torch::equal(run(GlobalAveragePoolLayer{}, x), torch::tensor({{4.0, -3.0}}, torch::kDouble)));
}

TEST(LayerNormLayer, StandardisesTheChannelsOfEveryPosition) {
  const auto x = noise({2, 5, 3});
  const auto centred = x - x.mean(1, true);
  const auto expected = centred / (centred.square().mean(1, true) + 0.1).sqrt();
  EXPECT_TRUE(torch::allclose(run(LayerNormLayer{0.1}, x), expected));
  const auto flat = x.select(2, 1).contiguous();
  EXPECT_TRUE(torch::allclose(run(LayerNormLayer{0.1}, flat), expected.select(2, 1)));
}

TEST(FlattenLayer, GoesChannelByChannel) {
  const auto x = torch::arange(6, torch::kDouble).view({1, 2, 3});
  EXPECT_TRUE(torch::equal(run(FlattenLayer{}, x), torch::arange(6, torch::kDouble).view({1, 6})));
}

TEST(CropLayer, KeepsTheMiddle) {
  const auto x = row({0, 1, 2, 3, 4, 5});
  EXPECT_TRUE(torch::equal(run(CropLayer{2, 0}, x), row({2, 3})));
  EXPECT_TRUE(torch::equal(run(CropLayer{0, 3}, x), row({1, 2, 3})));
}

TEST(ResidualLayer, AddsTheInput) {
  const auto x = noise({2, 3, 8});
  const ResidualLayer layer{{ActivationLayer{"relu"}}};
  EXPECT_TRUE(torch::equal(run(layer, x), x + torch::relu(x)));
}

TEST(ResidualLayer, CropsTheInputToWhatAConvolutionLeaves) {
  const ResidualLayer layer{{ConvolutionLayer{1, 4, false, false}}};
  auto module = make(layer, {1, 6});
  const torch::NoGradGuard no_grad;
  module.attr("conv1").toModule().attr("weight").toTensor().fill_(1.0);
  // Sums of four, and the positions that they are the output of under "same": 1, 2, 3.
  const auto y = module.forward({row({1, 2, 4, 8, 16, 32})}).toTensor();
  EXPECT_TRUE(torch::equal(y, row({15 + 2, 30 + 4, 60 + 8})));
}

TEST(PositionalEncodingLayer, AddsSinusoidsOfFallingFrequency) {
  const auto y = run(PositionalEncodingLayer{false}, torch::zeros({1, 5, 7}, torch::kDouble));
  for (int channel = 0; channel < 5; ++channel) {
    for (int position = 0; position < 7; ++position) {
      const int even = channel - channel % 2;
      const double angle = position / std::pow(10000.0, even / 5.0);
      EXPECT_NEAR(y[0][channel][position].item<double>(),
                  channel % 2 == 0 ? std::sin(angle) : std::cos(angle), 1e-6);
    }
  }
}

TEST(PositionalEncodingLayer, LearnsWhenToldTo) {
  const auto module = make(PositionalEncodingLayer{true}, {5, 7});
  const auto weight = module.attr("encoding").toTensor();
  EXPECT_EQ(weight.sizes(), torch::IntArrayRef({5, 7}));
  EXPECT_TRUE(weight.requires_grad());
}

// One head at a time, position by position, softmax written out.
Tensor attention_by_hand(const torch::jit::Module& module, const AttentionLayer& layer,
                         const Tensor& x) {
  const auto apply = [&](const char* name, const Tensor& vector) {
    const auto dense = module.attr(name).toModule();
    return dense.attr("weight").toTensor().mv(vector) + dense.attr("bias").toTensor();
  };
  const auto length = x.size(2);
  auto y = torch::empty_like(x);
  for (std::int64_t i = 0; i < length; ++i) {
    std::vector<Tensor> heads;
    for (std::int64_t head = 0; head < layer.heads; ++head) {
      const auto part = [&](const char* name, std::int64_t width, std::int64_t position) {
        return apply(name, x[0].select(1, position)).slice(0, head * width, (head + 1) * width);
      };
      double total = 0;
      auto sum = torch::zeros({layer.values()}, torch::kDouble);
      for (std::int64_t j = 0; j < length; ++j) {
        const auto score =
            part("query", layer.key_width, i).dot(part("key", layer.key_width, j)).item<double>();
        const double weight = std::exp(score / std::sqrt(static_cast<double>(layer.key_width)));
        total += weight;
        sum += weight * part("value", layer.values(), j);
      }
      heads.push_back(sum / total);
    }
    y[0].select(1, i).copy_(apply("projection", torch::cat(heads)));
  }
  return y;
}

TEST(AttentionLayer, IsTheSoftmaxWrittenOut) {
  AttentionLayer layer{2, 3, 4};
  layer.initializer = parse_initializer("pytorch");
  const auto x = noise({1, 5, 6});
  auto module = make(layer, {5, 6});
  const torch::NoGradGuard no_grad;
  const auto y = module.forward({x}).toTensor();
  EXPECT_TRUE(torch::allclose(y, attention_by_hand(module, layer, x), 1e-10, 1e-12));
}

// d/dx of the squared gradient of sum(f(x)^3), by autograd twice and by central differences.
void expect_second_derivatives(const Layer& layer, const LayerShape& before) {
  auto module = make(layer, before);
  const auto penalty = [&](const Tensor& x) {
    auto leaf = x.detach().requires_grad_();
    const auto score = module.forward({leaf}).toTensor().pow(3).sum();
    const auto gradient = torch::autograd::grad({score}, {leaf}, {}, true, true)[0];
    return std::make_pair(leaf, gradient.square().sum());
  };
  const auto x = noise({2, before.channels, before.positions});
  const auto [leaf, value] = penalty(x);
  const auto exact = torch::autograd::grad({value}, {leaf})[0].flatten();
  constexpr double kStep = 1e-6;
  for (std::int64_t i = 0; i < x.numel(); i += 5) {
    auto shift = torch::zeros_like(x).flatten();
    shift[i] = kStep;
    const auto up = penalty(x + shift.view_as(x)).second.item<double>();
    const auto down = penalty(x - shift.view_as(x)).second.item<double>();
    const double expected = exact[i].item<double>();
    EXPECT_NEAR((up - down) / (2 * kStep), expected, 1e-5 * (1 + std::abs(expected)));
  }
}

TEST(Layers, HaveSecondDerivatives) {
  ConvolutionLayer convolution{4, 3, true, true};
  convolution.dilation = 2;
  expect_second_derivatives(convolution, {4, 7});
  expect_second_derivatives(MaxPoolLayer{3, true}, {4, 7});
  expect_second_derivatives(AveragePoolLayer{3, true}, {4, 7});
  expect_second_derivatives(GlobalMaxPoolLayer{}, {4, 7});
  expect_second_derivatives(GlobalAveragePoolLayer{}, {4, 7});
  expect_second_derivatives(BatchNormLayer{}, {4, 7});
  expect_second_derivatives(LayerNormLayer{}, {4, 7});
  expect_second_derivatives(AttentionLayer{2, 3}, {4, 7});
  expect_second_derivatives(PositionalEncodingLayer{true}, {4, 7});
  expect_second_derivatives(CropLayer{2, 0}, {4, 7});
  expect_second_derivatives(
      ResidualLayer{{ConvolutionLayer{4, 3, false}, ActivationLayer{"exponential", 0.5}}}, {4, 7});
}

TEST(MakeLayer, RefusesWhatDoesNotFit) {
  EXPECT_THROW(make(DenseLayer{3, true}, {4, 7}), Error);
  EXPECT_THROW(make(ConvolutionLayer{3, 8, false}, {4, 7}), Error);
}

TEST(AddLayers, NamesChildrenAndMovesTheShape) {
  util::Random random(1);
  torch::jit::Module parent("Parent");
  LayerShape shape{4, 10};
  const auto lines =
      add_layers(parent, {ConvolutionLayer{6, 3, false}, FlattenLayer{}}, shape, "y", random);
  EXPECT_EQ(lines, "  y = self.conv1.forward(y)\n  y = self.flatten1.forward(y)\n");
  EXPECT_EQ(shape.channels, 48);
  EXPECT_TRUE(parent.hasattr("conv1"));
}

}  // namespace
}  // namespace siskin::model
