// Seconds of a training step (forward, backward, Adam) of four networks of the literature: layer by
// layer through LibTorch in (N,C,L) layout, as eager PyTorch does it, and through kernel::Sequence.
//
// Usage: training_step_benchmark [--threads N] [--rounds R] [NETWORK...]
//
// Rounds alternate and the best of each is compared. The last columns say how many multiply-adds a
// step does, counted over the products, and how fast both are beside a float matrix product of
// 2048 x 2048 in the same run. OpenBLAS before 0.3.22 runs on processors that it does not know with
// its slowest routines, unless OPENBLAS_CORETYPE says otherwise.

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "siskin/kernel/sequence.hpp"
#include "siskin/model/runtime.hpp"

namespace {

using namespace siskin::kernel;

// Multiply-adds of the forward pass for one sequence are counted while a network is put together.
struct Net {
  std::string name;
  std::int64_t batch = 0;
  std::int64_t length = 0;
  std::vector<Layer> layers{};
  std::vector<at::Tensor> parameters{};
  double multiply_adds = 0;
  std::int64_t channels = 4;
  std::int64_t positions = 0;

  at::Tensor parameter(const std::vector<std::int64_t>& shape, double deviation) {
    parameters.push_back((torch::randn(shape) * deviation).requires_grad_());
    return parameters.back();
  }
  Convolution convolution(std::int64_t filters, std::int64_t width, bool same,
                          std::int64_t dilation = 1) {
    Convolution layer;
    layer.weight_oik = parameter({filters, channels, width}, 0.1);
    layer.dilation = dilation;
    if (same) layer.pad_left = layer.pad_right = dilation * (width - 1) / 2;
    if (!same) positions -= dilation * (width - 1);
    multiply_adds += static_cast<double>(filters * channels * width * positions);
    channels = filters;
    return layer;
  }
  BatchNorm norm() {
    return {torch::ones({channels}).requires_grad_(), torch::zeros({channels}).requires_grad_(),
            torch::zeros({channels}), torch::ones({channels})};
  }
  void block(std::int64_t filters, std::int64_t width, bool same, double dropout) {
    layers.insert(layers.end(), {convolution(filters, width, same), norm(), Activation::kRelu,
                                 DropoutLayer{dropout}});
  }
  void pool(std::int64_t width, bool same = false) {
    positions = same ? (positions + width - 1) / width : positions / width;
    layers.emplace_back(MaxPool{width, same});
  }
  void flatten() {
    channels *= positions;
    positions = 1;
    layers.emplace_back(Flatten{});
  }
  void dense(std::int64_t units) {
    layers.emplace_back(Dense{parameter({units, channels}, 0.1), parameter({units}, 0)});
    multiply_adds += static_cast<double>(units * channels);
    channels = units;
  }
};

Net new_net(const std::string& name, std::int64_t batch, std::int64_t length) {
  Net net{name, batch, length};
  net.positions = length;
  return net;
}

// Koo & Ploenzke 2021.
Net cnn(const std::string& name, const std::vector<std::int64_t>& filters, std::int64_t units,
        bool pool_same) {
  auto net = new_net(name, 100, 200);
  net.block(filters[0], 19, true, 0.1);
  net.block(filters[1], 7, true, 0.2);
  net.pool(4);
  net.block(filters[2], 7, false, 0.3);
  net.pool(4);
  net.block(filters[3], 3, false, 0.4);
  net.pool(3, pool_same);
  net.flatten();
  net.dense(units);
  net.layers.insert(net.layers.end(), {net.norm(), Activation::kRelu, DropoutLayer{0.5}});
  net.dense(1);
  return net;
}

// Tseng, Shrikumar & Kundaje 2020, binary models.
Net fourier_binary() {
  auto net = new_net("fourier-binary", 128, 1000);
  for (const std::int64_t width : {15, 15, 13}) {
    net.layers.insert(net.layers.end(), {net.convolution(64, width, false), Activation::kRelu});
    net.layers.emplace_back(net.norm());
  }
  net.pool(40);
  net.flatten();
  for (const std::int64_t units : {50, 15}) {
    net.dense(units);
    net.layers.insert(net.layers.end(), {Activation::kRelu, net.norm()});
  }
  net.dense(4);
  return net;
}

// Avsec et al. 2021, the trunk.
Net bpnet() {
  auto net = new_net("bpnet (trunk)", 64, 2114);
  net.layers.insert(net.layers.end(), {net.convolution(64, 21, true), Activation::kRelu});
  for (std::int64_t i = 1; i <= 8; ++i) {
    net.layers.emplace_back(
        ResidualLayer{{net.convolution(64, 3, true, std::int64_t{1} << i), Activation::kRelu}});
  }
  return net;
}

at::Tensor run_eager(const std::vector<Layer>& layers, at::Tensor x);

// By LibTorch's own operations on (N,C,L).
struct Eager {
  at::Tensor x;

  at::Tensor operator()(const Convolution& layer) const {
    using Sizes = std::vector<std::int64_t>;
    return at::conv1d(x, layer.weight_oik, layer.bias, Sizes{1}, Sizes{layer.pad_left},
                      Sizes{layer.dilation});
  }
  at::Tensor operator()(const Dense& layer) const {
    return at::linear(x, layer.weight_ui, layer.bias);
  }
  at::Tensor operator()(const BatchNorm& layer) const {
    return at::batch_norm(x, layer.weight, layer.bias, layer.running_mean, layer.running_variance,
                          true, layer.momentum, layer.epsilon, false);
  }
  at::Tensor operator()(const Activation&) const { return at::relu(x); }
  at::Tensor operator()(const DropoutLayer& layer) const {
    return at::dropout(x, layer.rate, true);
  }
  at::Tensor operator()(const MaxPool& layer) const {
    const auto missing =
        layer.same_padding ? (layer.width - x.size(2) % layer.width) % layer.width : 0;
    const auto input = missing > 0 ? at::constant_pad_nd(x, {missing / 2, missing - missing / 2},
                                                         -std::numeric_limits<float>::infinity())
                                   : x;
    return at::max_pool1d(input, layer.width, layer.width);
  }
  at::Tensor operator()(const Flatten&) const { return at::flatten(x, 1); }
  at::Tensor operator()(const OtherLayer& layer) const { return layer.run(x); }
  at::Tensor operator()(const ResidualLayer& layer) const { return x + run_eager(layer.layers, x); }
};

at::Tensor run_eager(const std::vector<Layer>& layers, at::Tensor x) {
  for (const auto& layer : layers) x = std::visit(Eager{x}, layer);
  return x;
}

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double product_rate() {
  const auto a = torch::randn({2048, 2048});
  const auto b = torch::randn({2048, 2048});
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 4; ++i) best = std::min(best, seconds_of([&] { at::mm(a, b); }));
  return 2.0 * 2048 * 2048 * 2048 / best / 1e9;
}

void measure(const Net& net, int rounds, double product) {
  const auto codes = torch::randint(0, 4, {net.batch, net.length});
  const auto onehot = torch::one_hot(codes, 4).transpose(1, 2).to(torch::kFloat).contiguous();
  torch::optim::Adam adam(net.parameters, torch::optim::AdamOptions(1e-4));
  const Sequence sequence(net.layers);
  const auto step = [&](const std::function<at::Tensor()>& forward) {
    adam.zero_grad();
    forward().mean().backward();
    adam.step();
  };
  const std::vector<std::function<at::Tensor()>> ways{[&] { return run_eager(net.layers, onehot); },
                                                      [&] { return sequence.run(onehot); }};
  const int steps = net.length < 500 ? 10 : 1;
  std::vector<double> best(2, std::numeric_limits<double>::infinity());
  for (int round = 0; round <= rounds; ++round) {
    for (std::size_t way = 0; way < ways.size(); ++way) {
      const double seconds = seconds_of([&] {
        for (int i = 0; i < steps; ++i) step(ways[way]);
      });
      if (round > 0) best[way] = std::min(best[way], seconds / steps);  // the first warms up
    }
  }
  // Forward, by the input and by the kernel: three products of the same size.
  const double work = 6 * net.multiply_adds * static_cast<double>(net.batch) / 1e9;
  std::printf("%s\t%.1f\t%.1f\t%.2f\t%.1f\t%.0f\t%.0f\t%.2f\n", net.name.c_str(), best[0] * 1e3,
              best[1] * 1e3, best[0] / best[1], work, work / best[0], work / best[1],
              work / best[1] / product);
}

}  // namespace

int main(int argc, char** argv) {
  int threads = 1;
  int rounds = 3;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--threads" && i + 1 < argc) {
      threads = std::stoi(argv[++i]);
    } else if (argument == "--rounds" && i + 1 < argc) {
      rounds = std::stoi(argv[++i]);
    } else {
      names.push_back(argument);
    }
  }
  siskin::model::prepare_runtime(threads);
  torch::manual_seed(1);
  const double product = product_rate();
  std::printf("# %d thread(s), best of %d rounds, product of matrices %.0f GFLOP/s\n", threads,
              rounds, product);
  std::printf(
      "network\teager_ms\tsiskin_ms\tratio\tstep_gflop\teager_gflops\tsiskin_gflops\t"
      "share_of_product\n");
  for (const auto& make :
       std::vector<std::function<Net()>>{[] {
                                           return cnn("cnn-dist", {24, 32, 48, 64}, 96, true);
                                         },
                                         [] {
                                           return cnn("cnn-deep", {32, 48, 96, 128}, 512, false);
                                         },
                                         fourier_binary, bpnet}) {
    const auto net = make();
    const bool asked = names.empty() || std::any_of(names.begin(), names.end(), [&](const auto& n) {
                         return net.name.rfind(n, 0) == 0;
                       });
    if (asked) measure(net, rounds, product);
  }
  return 0;
}
