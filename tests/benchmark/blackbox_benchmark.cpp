// Edits of a sequence, incrementally against plain batches: mutagenesis (3L substitutions) and
// exact SIS (a walk that masks all positions one by one), one thread, in alternation, processor
// time. Beside the measured ratio stands the one by which the multiply-adds go down.
// Arguments: rounds (3), and the one network to take (all).
#include <torch/script.h>
#include <torch/torch.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "siskin/architecture/architecture_json.hpp"
#include "siskin/architecture/named.hpp"
#include "siskin/cli/openblas.hpp"
#include "siskin/model/build_network.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/incremental.hpp"
#include "siskin/model/incremental_walk.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/random.hpp"

namespace {

using namespace siskin;
using blackbox::Edit;

double seconds(const std::function<void()>& work) {
  const auto begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

std::vector<float> random_bases(std::size_t length) {
  util::Random random(11);
  std::vector<float> map_cl(4 * length, 0.F);
  for (std::size_t i = 0; i < length; ++i) map_cl[random.below(4) * length + i] = 1;
  return map_cl;
}

std::vector<Edit> substitutions(const std::vector<float>& base_cl) {
  const auto length = base_cl.size() / 4;
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < length; ++i) {
    for (std::size_t c = 0; c < 4; ++c) {
      if (base_cl[c * length + i] == 1) continue;
      blackbox::Column column{};
      column[c] = 1;
      edits.push_back({{i, column}});
    }
  }
  return edits;
}

// Whole sequences through the function, `at_once` of them.
void evaluate_plainly(const model::Function& function, const std::vector<float>& base_cl,
                      const std::vector<Edit>& edits, std::size_t at_once) {
  const torch::NoGradGuard no_grad;
  const auto length = base_cl.size() / 4;
  std::vector<float> batch_ncl;
  for (std::size_t begin = 0; begin < edits.size(); begin += at_once) {
    const auto count = std::min(at_once, edits.size() - begin);
    batch_ncl.clear();
    for (std::size_t i = begin; i < begin + count; ++i) {
      batch_ncl.insert(batch_ncl.end(), base_cl.begin(), base_cl.end());
      blackbox::apply(edits[i], batch_ncl.data() + (i - begin) * base_cl.size(), length);
    }
    function.forward(torch::from_blob(batch_ncl.data(), {static_cast<std::int64_t>(count), 4,
                                                         static_cast<std::int64_t>(length)}));
  }
}

struct Network {
  std::string name;
  std::int64_t length;
  std::string head;  // of a network with several
};

// Three convolutions, each with a max-pool of 4 behind it: what profile and accessibility networks
// without residuals look like.
const char* const kPools = R"({
  "name": "pools-of-4",
  "layers": [
    {"type": "conv", "filters": 64, "width": 19, "padding": "same"},
    {"type": "activation", "function": "relu"},
    {"type": "max_pool", "width": 4, "padding": "valid"},
    {"type": "conv", "filters": 128, "width": 7, "padding": "same"},
    {"type": "activation", "function": "relu"},
    {"type": "max_pool", "width": 4, "padding": "valid"},
    {"type": "conv", "filters": 128, "width": 7, "padding": "same"},
    {"type": "activation", "function": "relu"},
    {"type": "max_pool", "width": 4, "padding": "valid"},
    {"type": "flatten"},
    {"type": "dense", "units": 128},
    {"type": "activation", "function": "relu"}
  ]
})";

architecture::Architecture architecture_of(const std::string& name) {
  return name == "pools-of-4" ? architecture::parse_architecture(kPools, name)
                              : architecture::named_architecture(name);
}

const char* const kReadout = "    return output.flatten(1)\n";

model::Model open_network(const Network& network) {
  util::Random random(3);
  model::NetworkShape shape;
  shape.length = network.length;
  auto module = model::build_network(architecture_of(network.name), shape, random);
  module.eval();
  const auto path = (std::filesystem::temp_directory_path() / "siskin_benchmark.pt").string();
  model::Metadata metadata;
  model::save_network(module, metadata, path);
  model::ModelOptions options;
  options.head = network.head;
  model::Model opened(path, options);
  std::filesystem::remove(path);
  return opened;
}

void benchmark_mutagenesis(const Network& network, int rounds) {
  auto model = open_network(network);
  const model::Function function(model, kReadout);
  const auto base_cl = random_bases(static_cast<std::size_t>(network.length));
  const auto edits = substitutions(base_cl);
  const model::Incremental incremental(function, network.length);
  double plain = 1e30;
  double by_parts = 1e30;
  for (int round = 0; round < rounds; ++round) {
    by_parts = std::min(by_parts, seconds([&] { incremental.evaluate(base_cl.data(), edits); }));
    for (const std::size_t at_once : {16, 64, 256}) {
      const auto time = seconds([&] { evaluate_plainly(function, base_cl, edits, at_once); });
      plain = std::min(plain, time);
    }
  }
  const double counted = static_cast<double>(incremental.plain_multiply_adds()) /
                         static_cast<double>(incremental.edit_multiply_adds(1));
  std::printf(
      "mutagenesis %-14s %5d bp  plain %9.2f ms  incremental %8.2f ms  measured %6.2f"
      "  counted %6.2f  %s\n",
      network.name.c_str(), static_cast<int>(network.length), plain * 1e3, by_parts * 1e3,
      plain / by_parts, counted, incremental.whole_from().c_str());
  std::fflush(stdout);
}

// Every position is masked for good, in a random order; each step asks for all that are left.
void benchmark_walk(const Network& network) {
  auto model = open_network(network);
  const model::Function function(model, kReadout);
  const auto length = static_cast<std::size_t>(network.length);
  const auto base_cl = random_bases(length);
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < length; ++i) edits.push_back({{i, {0.25F, 0.25F, 0.25F, 0.25F}}});
  const model::Incremental incremental(function, network.length);
  util::Random random(5);
  std::vector<std::size_t> places;
  for (std::size_t left = length; left > 0; --left) places.push_back(random.below(left));
  model::IncrementalWalk walk(incremental, base_cl, edits);
  const double by_parts = seconds([&] {
    for (const auto place : places) {
      walk.outputs();
      walk.make(place);
    }
  });
  // Plain steps cost as many sequences as are left: a few of them tell the time of one.
  double plain = 1e30;
  for (const std::size_t at_once : {16, 64, 256}) {
    plain = std::min(plain, seconds([&] { evaluate_plainly(function, base_cl, edits, at_once); }));
  }
  const auto sequences = static_cast<double>(length * (length + 1)) / 2;
  plain *= sequences / static_cast<double>(length);
  const double counted = sequences * static_cast<double>(incremental.plain_multiply_adds()) /
                         static_cast<double>(walk.multiply_adds());
  std::printf(
      "exact SIS   %-14s %5d bp  plain %9.2f ms  incremental %8.2f ms  measured %6.2f"
      "  counted %6.2f\n",
      network.name.c_str(), static_cast<int>(network.length), plain * 1e3, by_parts * 1e3,
      plain / by_parts, counted);
  std::fflush(stdout);
}

// OpenBLAS has read its settings when main() begins: the tools load it later, this starts again.
void start_as_tools_do(char** argv) {
  if (std::getenv("OPENBLAS_NUM_THREADS") != nullptr) return;
  cli::prepare_openblas();
  ::execv("/proc/self/exe", argv);
}

}  // namespace

int main(int argc, char** argv) {
  start_as_tools_do(argv);
  const auto rounds = argc > 1 ? static_cast<int>(util::parse_integer(argv[1]).value_or(3)) : 3;
  model::prepare_runtime(1);
  const std::string only = argc > 2 ? argv[2] : "";
  const auto wanted = [&only](const Network& network) {
    return only.empty() || network.name == only;
  };
  for (const auto& network : std::vector<Network>{{"cnn-dist", 200, ""},
                                                  {"sis-tfbinding", 101, ""},
                                                  {"basset", 600, ""},
                                                  {"basset", 1000, ""},
                                                  {"pools-of-4", 2114, ""},
                                                  {"bpnet", 2114, "counts"}}) {
    if (wanted(network)) benchmark_mutagenesis(network, rounds);
  }
  for (const auto& network : std::vector<Network>{
           {"cnn-dist", 200, ""}, {"sis-tfbinding", 101, ""}, {"basset", 600, ""}}) {
    if (wanted(network)) benchmark_walk(network);
  }
  return 0;
}
