#include "siskin/train/loss.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <cmath>

#include "siskin/util/error.hpp"

namespace siskin::train {
namespace {

TEST(MeanLoss, IsTheCrossEntropyOfLogits) {
  const auto outputs = torch::tensor({{0.5}, {-2.0}}, torch::kDouble);
  const auto labels = torch::tensor({{1.0}, {0.0}}, torch::kDouble);
  const double expected = (std::log1p(std::exp(-0.5)) + std::log1p(std::exp(-2.0))) / 2;
  EXPECT_NEAR(mean_loss(Loss::kBinaryCrossEntropy, outputs, labels).item<double>(), expected,
              1e-12);
}

TEST(MeanLoss, IsTheMeanOfSquares) {
  const auto outputs = torch::tensor({{1.0, 2.0}}, torch::kDouble);
  const auto labels = torch::tensor({{3.0, 1.0}}, torch::kDouble);
  EXPECT_DOUBLE_EQ(mean_loss(Loss::kMeanSquaredError, outputs, labels).item<double>(), 2.5);
}

TEST(MeanLoss, LeavesUnknownLabelsWithoutInfluence) {
  auto outputs = torch::tensor({{1.0, 7.0}}, torch::kDouble).requires_grad_();
  const auto labels = torch::tensor({{3.0, std::nan("")}}, torch::kDouble);
  for (const auto loss : {Loss::kMeanSquaredError, Loss::kBinaryCrossEntropy}) {
    if (outputs.grad().defined()) outputs.mutable_grad().zero_();
    mean_loss(loss, outputs, labels).backward();
    EXPECT_EQ(outputs.grad()[0][1].item<double>(), 0);
    EXPECT_TRUE(std::isfinite(outputs.grad()[0][0].item<double>()));
  }
  EXPECT_DOUBLE_EQ(mean_loss(Loss::kMeanSquaredError, outputs, labels).item<double>(), 4);
}

TEST(MeanLoss, IsZeroWhenNoLabelIsKnown) {
  const auto labels = torch::full({2, 1}, std::nan(""));
  EXPECT_EQ(mean_loss(Loss::kBinaryCrossEntropy, torch::ones({2, 1}), labels).item<float>(), 0);
}

TEST(MeanLoss, BalancesPositiveAndNegativeLabels) {
  const auto outputs = torch::tensor({{0.5, 1.0}, {-2.0, 0.3}, {4.0, -7.0}}, torch::kDouble);
  const auto labels = torch::tensor({{1.0, 0.0}, {0.0, 0.0}, {-1.0, std::nan("")}}, torch::kDouble);
  const double positive = std::log1p(std::exp(-0.5));
  const double negative =
      (std::log1p(std::exp(1.0)) + std::log1p(std::exp(-2.0)) + std::log1p(std::exp(0.3))) / 3;
  EXPECT_NEAR(mean_loss(Loss::kBalancedCrossEntropy, outputs, labels).item<double>(),
              (positive + negative) / 2, 1e-12);
}

TEST(MeanLoss, TakesTheOnlyKindOfLabelThatABatchHas) {
  const auto outputs = torch::tensor({{0.5}, {-2.0}}, torch::kDouble);
  EXPECT_NEAR(
      mean_loss(Loss::kBalancedCrossEntropy, outputs, torch::ones_like(outputs)).item<double>(),
      (std::log1p(std::exp(-0.5)) + std::log1p(std::exp(2.0))) / 2, 1e-12);
}

TEST(MeanLoss, IgnoresLabelsOfMinusOneInCrossEntropies) {
  const auto outputs = torch::tensor({{0.5}, {-2.0}, {3.0}}, torch::kDouble);
  const auto labels = torch::tensor({{1.0}, {0.0}, {-1.0}}, torch::kDouble);
  for (const auto loss : {Loss::kBinaryCrossEntropy, Loss::kBalancedCrossEntropy}) {
    EXPECT_DOUBLE_EQ(mean_loss(loss, outputs, labels).item<double>(),
                     mean_loss(loss, outputs.slice(0, 0, 2), labels.slice(0, 0, 2)).item<double>());
  }
}

TEST(MeanLoss, IsTheNegativeLogarithmOfAPoissonProbability) {
  const auto outputs = torch::tensor({{0.7, -0.2}}, torch::kDouble);
  const auto labels = torch::tensor({{3.0, 0.0}}, torch::kDouble);
  const double first = -std::log(std::exp(-std::exp(0.7)) * std::exp(3 * 0.7) / 6);
  EXPECT_NEAR(mean_loss(Loss::kPoisson, outputs, labels).item<double>(),
              (first + std::exp(-0.2)) / 2, 1e-12);
}

TEST(MeanLoss, WeighsTasksAsAMean) {
  const auto outputs = torch::tensor({{1.0, 2.0}, {0.0, 0.0}}, torch::kDouble);
  const auto labels = torch::tensor({{3.0, 1.0}, {0.0, std::nan("")}}, torch::kDouble);
  for (const double scale : {1.0, 10.0}) {
    const auto weights = torch::tensor({3.0, 1.0}, torch::kDouble) * scale;
    EXPECT_DOUBLE_EQ(mean_loss(Loss::kMeanSquaredError, outputs, labels, weights).item<double>(),
                     (3 * 4 + 3 * 0 + 1 * 1) / 7.0);
  }
}

TEST(MeanLoss, RefusesLabelsForAProfileLoss) {
  EXPECT_THROW(mean_loss(Loss::kProfile, torch::ones({1, 1}), torch::ones({1, 1})), Error);
}

TEST(CheckLabels, RefusesNumbersThatAreNoProbabilityForCrossEntropyOnly) {
  EXPECT_NO_THROW(check_labels(Loss::kBinaryCrossEntropy, torch::tensor({0.F, 1.F, 0.5F, NAN})));
  EXPECT_THROW(check_labels(Loss::kBinaryCrossEntropy, torch::tensor({2.F})), Error);
  EXPECT_THROW(check_labels(Loss::kBinaryCrossEntropy, torch::tensor({-0.1F})), Error);
  EXPECT_NO_THROW(check_labels(Loss::kMeanSquaredError, torch::tensor({-5.F, 100.F})));
  EXPECT_THROW(check_labels(Loss::kBalancedCrossEntropy, torch::tensor({2.F})), Error);
  EXPECT_THROW(check_labels(Loss::kPoisson, torch::tensor({-1.F})), Error);
  EXPECT_NO_THROW(check_labels(Loss::kPoisson, torch::tensor({0.F, 17.5F, NAN})));
}

TEST(ParseLoss, KnowsItsNames) {
  EXPECT_EQ(parse_loss("bce"), Loss::kBinaryCrossEntropy);
  EXPECT_EQ(parse_loss("balanced-bce"), Loss::kBalancedCrossEntropy);
  EXPECT_EQ(parse_loss("mse"), Loss::kMeanSquaredError);
  EXPECT_EQ(parse_loss("poisson"), Loss::kPoisson);
  EXPECT_EQ(parse_loss("profile"), Loss::kProfile);
  EXPECT_THROW(parse_loss("hinge"), UsageError);
}

}  // namespace
}  // namespace siskin::train
