// Gradients of whole objectives by the parameters, against central differences in float64.
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <string>
#include <variant>

#include "siskin/train/objective.hpp"
#include "unit/train/finite_differences.hpp"
#include "unit/train/small_network.hpp"

namespace siskin::train {
namespace {

double relative_error(const ObjectiveSettings& settings, const model::Network& network,
                      const test::Weights& weights) {
  return test::relative_error(settings, network, test::random_batch(6, 12, 2), weights);
}

ObjectiveSettings plain_settings() {
  ObjectiveSettings settings;
  settings.weights.l2.weight = 0;
  settings.label_smoothing.weight = 0.1;
  return settings;
}

struct Penalty {
  const char* name;
  Strength& (*strength)(ObjectiveSettings&);
};

class EachPenalty : public testing::TestWithParam<Penalty> {};

TEST_P(EachPenalty, HasTheGradientOfFiniteDifferences) {
  auto settings = plain_settings();
  GetParam().strength(settings).weight = 0.7;
  EXPECT_LT(relative_error(settings, test::plain_network(), {{"loss", 1}, {GetParam().name, 0.7}}),
            1e-5);
}

INSTANTIATE_TEST_SUITE_P(
    Objective, EachPenalty,
    testing::Values(Penalty{"fourier",
                            [](auto& s) -> Strength& { return s.gradients.fourier.strength; }},
                    Penalty{"total_variation",
                            [](auto& s) -> Strength& { return s.gradients.total_variation; }},
                    Penalty{"gini", [](auto& s) -> Strength& { return s.gradients.gini; }},
                    Penalty{"gradient", [](auto& s) -> Strength& { return s.gradients.gradient; }},
                    Penalty{"jacobian", [](auto& s) -> Strength& { return s.gradients.jacobian; }},
                    Penalty{"angle", [](auto& s) -> Strength& { return s.gradients.angle; }},
                    Penalty{"l1", [](auto& s) -> Strength& { return s.weights.l1; }},
                    Penalty{"l2", [](auto& s) -> Strength& { return s.weights.l2; }}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(ObjectiveGradient, AgreesWithAllPriorsOnAtOnce) {
  auto settings = plain_settings();
  settings.gradients.fourier.strength.weight = 2;
  settings.gradients.total_variation.weight = 0.5;
  settings.gradients.gini.weight = 0.3;
  settings.gradients.jacobian.weight = 0.2;
  settings.gradients.jacobian_projections = 0;
  EXPECT_LT(relative_error(settings, test::plain_network(),
                           {{"loss", 1},
                            {"fourier", 2},
                            {"total_variation", 0.5},
                            {"gini", 0.3},
                            {"jacobian", 0.2}}),
            1e-5);
}

TEST(ObjectiveGradient, AgreesWhenThePriorSharesTheTrainingPass) {
  auto settings = plain_settings();
  settings.input_noise.weight = 0.05;
  settings.gradients.fourier.strength.weight = 2;
  settings.gradients.statistics = GradientPenaltySettings::Statistics::kBatch;
  EXPECT_LT(relative_error(settings, test::plain_network(), {{"loss", 1}, {"fourier", 2}}), 1e-5);
}

// Running statistics of momentum 0, or the training pass would change what is differentiated.
TEST(ObjectiveGradient, AgreesForThePriorThroughFrozenBatchNorm) {
  auto settings = plain_settings();
  settings.gradients.fourier.strength.weight = 1;
  settings.gradients.prior_only = true;
  auto layers = test::batch_norm_layers();
  for (auto& layer : layers) {
    if (auto* const norm = std::get_if<architecture::BatchNormLayer>(&layer)) norm->momentum = 0;
  }
  const auto network = test::double_network(layers, 12, 2);
  for (auto buffer : network.module().buffers()) {
    buffer.add_(torch::linspace(0.1, 0.7, buffer.numel(), torch::kDouble));
  }
  EXPECT_LT(relative_error(settings, network, {{"fourier", 1}}), 1e-5);
}

TEST(ObjectiveGradient, AgreesForManifoldMixupBehindEachLayer) {
  for (const std::string layer : {"input", "activation1", "activation3", "output"}) {
    auto settings = plain_settings();
    settings.mixup.where = MixupSettings::Where::kManifold;
    settings.mixup.layers = {layer};
    EXPECT_LT(relative_error(settings, test::plain_network(), {{"loss", 1}}), 1e-5) << layer;
  }
}

}  // namespace
}  // namespace siskin::train
