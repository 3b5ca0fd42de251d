// Time of a training step with each regulariser, relative to a step without any: gradient of the
// whole objective and Adam, in alternation, processor time. Half of the batch is positive.
// Arguments: threads (1), rounds (5).
#include <torch/script.h>
#include <torch/torch.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "siskin/architecture/named.hpp"
#include "siskin/model/build_network.hpp"
#include "siskin/model/network.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/train/fused_trunk.hpp"
#include "siskin/train/objective.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/random.hpp"

namespace {

using namespace siskin;
using train::ObjectiveSettings;

struct Variant {
  std::string name;
  std::function<void(ObjectiveSettings&)> change;
};

std::vector<Variant> variants() {
  return {
      {"l1", [](auto& s) { s.weights.l1.weight = 1e-6; }},
      {"l2", [](auto& s) { s.weights.l2.weight = 1e-6; }},
      {"spectral-norm", [](auto& s) { s.weights.spectral.weight = 1e-4; }},
      {"label-smoothing", [](auto& s) { s.label_smoothing.weight = 0.1; }},
      {"input-noise", [](auto& s) { s.input_noise.weight = 0.1; }},
      {"mixup", [](auto& s) { s.mixup.where = train::MixupSettings::Where::kInput; }},
      {"manifold-mixup", [](auto& s) { s.mixup.where = train::MixupSettings::Where::kManifold; }},
      {"fgsm",
       [](auto& s) {
         s.attack.kind = train::AttackSettings::Kind::kFastGradientSign;
         s.attack.first_epoch = 1;
         s.attack.mixed_epochs = 0;
       }},
      {"fourier-prior", [](auto& s) { s.gradients.fourier.strength.weight = 1; }},
      {"fourier-prior, all examples",
       [](auto& s) {
         s.gradients.fourier.strength.weight = 1;
         s.gradients.positives_only = false;
       }},
      {"fourier, tv and gini priors",
       [](auto& s) {
         s.gradients.fourier.strength.weight = 1;
         s.gradients.total_variation.weight = 1e-3;
         s.gradients.gini.weight = 1e-3;
       }},
      {"fourier-prior, batch statistics",
       [](auto& s) {
         s.gradients.fourier.strength.weight = 1;
         s.gradients.statistics = train::GradientPenaltySettings::Statistics::kBatch;
       }},
      {"gradient-penalty", [](auto& s) { s.gradients.gradient.weight = 1e-3; }},
      {"jacobian-penalty", [](auto& s) { s.gradients.jacobian.weight = 1e-3; }},
      {"angle-penalty", [](auto& s) { s.gradients.angle.weight = 1e-5; }},
  };
}

train::Batch random_batch(std::int64_t rows, std::int64_t length) {
  train::Batch batch;
  const auto codes = torch::randint(4, {rows, length}, torch::kLong);
  batch.onehot_ncl = torch::one_hot(codes, 4).transpose(1, 2).to(torch::kFloat).contiguous();
  batch.labels_nt = (torch::arange(rows) % 2).to(torch::kFloat).unsqueeze(1);
  batch.positive_n = batch.labels_nt.select(1, 0) > 0.5;
  return batch;
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double step_seconds(model::Network& network, const ObjectiveSettings& settings,
                    const train::Batch& batch) {
  train::Objective objective(settings, network);
  torch::optim::Adam adam(network.parameters(), torch::optim::AdamOptions(1e-3));
  const double begin = processor_seconds();
  adam.zero_grad();
  objective.backward(batch, {1, 0, 1});
  adam.step();
  return processor_seconds() - begin;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void measure(const architecture::Architecture& architecture, std::int64_t rows, std::int64_t length,
             std::int64_t rounds) {
  util::Random random(1);
  auto module = model::build_network(architecture, length, 1, random);
  model::Network network(architecture, module);
  network.set_trunk_runner(train::fused_trunk(network));
  const auto batch = random_batch(rows, length);
  ObjectiveSettings plain;
  plain.weights.l2.weight = 0;
  for (int i = 0; i < 2; ++i) step_seconds(network, plain, batch);
  for (const auto& variant : variants()) {
    auto settings = plain;
    variant.change(settings);
    std::vector<double> ratios;
    for (std::int64_t i = 0; i < rounds; ++i) {
      const double base = step_seconds(network, plain, batch);
      ratios.push_back(step_seconds(network, settings, batch) / base);
    }
    std::printf("%s\t%ld x %ld\t%s\t%.2f\n", architecture.name.c_str(), rows, length,
                variant.name.c_str(), median(ratios));
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int place, std::int64_t otherwise) {
    return argc > place ? util::parse_integer(argv[place]).value_or(otherwise) : otherwise;
  };
  model::prepare_runtime(static_cast<int>(number(1, 1)));
  std::printf("network\tbatch\tregulariser\ttime of a step, plain = 1\n");
  const auto rounds = number(2, 5);
  measure(architecture::named_architecture("cnn-dist"), 100, 200, rounds);
  measure(architecture::named_architecture("fourier-binary"), 128, 1000, rounds);
  return 0;
}
