#include "siskin/train/optimiser.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <sstream>

#include "siskin/util/error.hpp"

namespace siskin::train {
namespace {

torch::Tensor parameter(const std::vector<double>& values) {
  return torch::tensor(values, torch::kDouble).requires_grad_();
}

void set_gradient(torch::Tensor& tensor, const std::vector<double>& values) {
  tensor.mutable_grad() = torch::tensor(values, torch::kDouble);
}

// The first step of Adam: the bias corrections cancel, so a weight moves by rate g / (|g| + eps).
TEST(Optimiser, AdamTakesItsFirstStep) {
  auto w = parameter({1, 2});
  Optimiser optimiser({w}, {});
  optimiser.set_rate(0.01);
  set_gradient(w, {0.5, -4e-7});
  optimiser.step();
  EXPECT_NEAR(w[0].item<double>(), 1 - 0.01 * 0.5 / (0.5 + 1e-7), 1e-12);
  EXPECT_NEAR(w[1].item<double>(), 2 + 0.01 * 4 / 5.0, 1e-12);
}

TEST(Optimiser, AdamWTakesTheDecayOffTheWeight) {
  auto w = parameter({2});
  Optimiser optimiser({w}, {OptimiserKind::kAdamW, 1e-7, 0.9, 0.1});
  optimiser.set_rate(0.01);
  set_gradient(w, {0});
  optimiser.step();
  EXPECT_NEAR(w[0].item<double>(), 2 * (1 - 0.01 * 0.1), 1e-12);
}

// Velocity v = 0.9 v + g; w -= rate v.
TEST(Optimiser, SgdHasMomentum) {
  auto w = parameter({0});
  Optimiser optimiser({w}, {OptimiserKind::kSgd, 1e-7, 0.9, 0});
  optimiser.set_rate(0.1);
  for (int step = 0; step < 2; ++step) {
    set_gradient(w, {1});
    optimiser.step();
  }
  EXPECT_NEAR(w[0].item<double>(), -0.1 * 1 - 0.1 * 1.9, 1e-12);
}

TEST(Optimiser, ClipScalesTheJointNorm) {
  auto a = parameter({0});
  auto b = parameter({0});
  Optimiser optimiser({a, b}, {});
  set_gradient(a, {3});
  set_gradient(b, {4});
  optimiser.clip(0);
  EXPECT_EQ(a.grad()[0].item<double>(), 3);
  optimiser.clip(1);
  EXPECT_NEAR(a.grad()[0].item<double>(), 0.6, 1e-6);
  EXPECT_NEAR(b.grad()[0].item<double>(), 0.8, 1e-6);
}

TEST(Optimiser, GoesOnFromASavedState) {
  auto w = parameter({1});
  Optimiser optimiser({w}, {});
  set_gradient(w, {1});
  optimiser.step();
  torch::serialize::OutputArchive out;
  optimiser.save(out);
  std::stringstream bytes;
  out.save_to(bytes);

  auto copy = parameter({w[0].item<double>()});
  Optimiser other({copy}, {});
  torch::serialize::InputArchive in;
  in.load_from(bytes);
  other.load(in);
  for (auto* tensor : {&w, &copy}) set_gradient(*tensor, {-0.3});
  optimiser.step();
  other.step();
  EXPECT_EQ(w[0].item<double>(), copy[0].item<double>());
}

TEST(ParseOptimiser, KnowsThreeAndRefusesOthers) {
  EXPECT_EQ(parse_optimiser("sgd"), OptimiserKind::kSgd);
  EXPECT_EQ(parse_optimiser("adamw"), OptimiserKind::kAdamW);
  EXPECT_THROW(parse_optimiser("Adam"), UsageError);
}

}  // namespace
}  // namespace siskin::train
