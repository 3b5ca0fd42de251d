// Milliseconds of a training step (forward, backward, Adam) of networks of the literature: through
// the TorchScript modules one by one, which costs what eager LibTorch costs, and with the fused
// trunk.
//
// Usage: training_step_benchmark [--threads N] [--rounds R] [NETWORK...]
//
// Rounds alternate and the best of each is compared. `gflop` counts the products of convolutions
// and dense layers, forward, by the input and by the kernel; the last column is the speed of the
// fused step beside a float matrix product of 2048 x 2048 in the same run. OpenBLAS before 0.3.22
// runs on processors that it does not know with its slowest routines, unless OPENBLAS_CORETYPE says
// otherwise.

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "siskin/architecture/describe.hpp"
#include "siskin/architecture/named.hpp"
#include "siskin/model/build_network.hpp"
#include "siskin/model/network.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/train/fused_trunk.hpp"
#include "siskin/util/random.hpp"

namespace {

using namespace siskin;

struct Case {
  const char* name;
  std::int64_t batch;
  architecture::NetworkShape shape;
};

// Batches as the papers have them.
const std::array<Case, 6> kCases = {{
    {"cnn-dist", 100, {200, 1, 0, 1, 0}},
    {"cnn-deep", 100, {200, 12, 0, 1, 0}},
    {"basset", 100, {600, 164, 0, 1, 0}},
    {"residualbind", 100, {400, 1, 0, 1, 0}},
    {"fourier-binary", 128, {1000, 4, 0, 1, 0}},
    {"bpnet", 64, {2114, 1, 1000, 2, 2}},
}};

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

// Every weight of a convolution meets every position of its output.
double step_gflop(const architecture::Architecture& net, const Case& one) {
  double products = 0;
  for (const auto& layer : architecture::describe(net, one.shape)) {
    if (layer.type != "conv" && layer.type != "dense") continue;
    const auto cross = layer.output.find(" x ");
    const double positions =
        cross == std::string::npos ? 1 : std::strtod(layer.output.c_str() + cross + 3, nullptr);
    products += static_cast<double>(layer.parameters) * positions;
  }
  return 6 * products * static_cast<double>(one.batch) / 1e9;
}

model::Network build(const architecture::Architecture& net, const Case& one) {
  util::Random random(1);
  return {net, model::build_network(net, one.shape, random)};
}

struct Steps {
  model::Network network;
  torch::optim::Adam adam;

  explicit Steps(model::Network made)
      : network(std::move(made)), adam(network.parameters(), torch::optim::AdamOptions(1e-4)) {}

  void run(const at::Tensor& onehot, const at::Tensor& controls) {
    adam.zero_grad();
    const auto outputs = network.forward(onehot, controls);
    auto loss = torch::zeros({});
    for (const auto& one : {outputs.values_nt, outputs.profile_ntos, outputs.log_counts_nt}) {
      if (one.defined()) loss = loss + one.mean();
    }
    loss.backward();
    adam.step();
  }
};

void measure(const Case& one, int rounds, double product) {
  const auto net = architecture::named_architecture(one.name);
  std::array<Steps, 2> ways{Steps(build(net, one)), Steps(build(net, one))};
  ways[1].network.set_trunk_runner(train::fused_trunk(ways[1].network));
  ways[1].network.set_profile_runner(train::fused_profile(ways[1].network));
  const auto codes = torch::randint(0, 4, {one.batch, one.shape.length});
  const auto onehot = torch::one_hot(codes, 4).transpose(1, 2).to(torch::kFloat).contiguous();
  at::Tensor controls;
  if (one.shape.controls > 0) {
    controls = torch::rand({one.batch, one.shape.controls, one.shape.length});
  }
  const int steps = one.shape.length < 500 ? 10 : 1;
  std::array<double, 2> best{};
  best.fill(std::numeric_limits<double>::infinity());
  for (int round = 0; round <= rounds; ++round) {
    for (std::size_t way = 0; way < ways.size(); ++way) {
      const double seconds = seconds_of([&] {
        for (int i = 0; i < steps; ++i) ways[way].run(onehot, controls);
      });
      if (round > 0) best[way] = std::min(best[way], seconds / steps);  // the first warms up
    }
  }
  const double gflop = step_gflop(net, one);
  std::printf("%s\t%.1f\t%.1f\t%.2f\t%.1f\t%.0f\t%.0f\t%.2f\n", one.name, best[0] * 1e3,
              best[1] * 1e3, best[0] / best[1], gflop, gflop / best[0], gflop / best[1],
              gflop / best[1] / product);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  int threads = 1;
  int rounds = 3;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--threads" && i + 1 < argc) {
      threads = static_cast<int>(std::strtol(argv[++i], nullptr, 10));
    } else if (argument == "--rounds" && i + 1 < argc) {
      rounds = static_cast<int>(std::strtol(argv[++i], nullptr, 10));
    } else {
      names.push_back(argument);
    }
  }
  model::prepare_runtime(threads);
  torch::manual_seed(1);
  const double product = product_rate();
  std::printf("# threads %d, best of %d rounds, product of matrices %.0f GFLOP/s\n", threads,
              rounds, product);
  std::printf(
      "network\tmodules_ms\tfused_ms\tratio\tgflop\tmodules_gflops\tfused_gflops\t"
      "share_of_product\n");
  for (const auto& one : kCases) {
    const bool asked = std::find(names.begin(), names.end(), one.name) != names.end();
    if (names.empty() || asked) measure(one, rounds, product);
  }
  return 0;
}
