#include "siskin/train/attack.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace siskin::train {
namespace {

at::Tensor input() {
  torch::manual_seed(1);
  return torch::rand({3, 4, 5}, torch::kDouble);
}

TEST(Attacked, MovesAgainstALinearNetByTheSignOfItsWeights) {
  const auto weight = torch::randn({4, 5}, torch::kDouble);
  AttackSettings settings;
  settings.kind = AttackSettings::Kind::kFastGradientSign;
  const auto x = input();
  const auto moved = attacked(settings, x, [&](const at::Tensor& y) {
    return (weight * y).sum({1, 2}).mean();
  });
  EXPECT_TRUE(torch::allclose(moved, x + 0.05 * weight.sign()));
  EXPECT_FALSE(moved.requires_grad());
}

at::Tensor curved(const at::Tensor& y) { return (3 * y).sin().square().sum({1, 2}).mean(); }

TEST(Attacked, RaisesTheLossInsideTheBall) {
  AttackSettings settings;
  settings.kind = AttackSettings::Kind::kProjectedGradient;
  for (const bool is_signed : {true, false}) {
    settings.is_signed = is_signed;
    const auto x = input();
    const auto moved = attacked(settings, x, curved);
    EXPECT_LE((moved - x).abs().max().item<double>(), 0.05 + 1e-15);
    EXPECT_GT(curved(moved).item<double>(), curved(x).item<double>());
  }
}

// One unsigned step goes along the gradient of an example's own loss, however large the batch is.
TEST(Attacked, StepsAlongTheGradientOfEachExample) {
  AttackSettings settings;
  settings.kind = AttackSettings::Kind::kProjectedGradient;
  settings.is_signed = false;
  settings.steps = 1;
  settings.epsilon = 1;
  const auto x = input();
  const auto expected = x + 0.01 * 6 * (3 * x).sin() * (3 * x).cos();
  EXPECT_TRUE(torch::allclose(attacked(settings, x, curved), expected, 0, 1e-14));
}

TEST(Attacked, WorksWhereGradientsAreOff) {
  const torch::NoGradGuard no_grad;
  AttackSettings settings;
  settings.kind = AttackSettings::Kind::kFastGradientSign;
  const auto x = input();
  EXPECT_GT((attacked(settings, x, curved) - x).abs().max().item<double>(), 0.04);
}

TEST(AttackSettings, GoesFromCleanOverBothToAttackedInputs) {
  AttackSettings settings;
  EXPECT_FALSE(settings.is_on(11));
  settings.kind = AttackSettings::Kind::kProjectedGradient;
  EXPECT_FALSE(settings.is_on(10));
  EXPECT_TRUE(settings.is_on(11));
  EXPECT_TRUE(settings.keeps_clean(35));
  EXPECT_FALSE(settings.keeps_clean(36));
}

}  // namespace
}  // namespace siskin::train
