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

TEST(CheckLabels, RefusesNumbersThatAreNoProbabilityForCrossEntropyOnly) {
  EXPECT_NO_THROW(check_labels(Loss::kBinaryCrossEntropy, {0, 1, 0.5F, NAN}));
  EXPECT_THROW(check_labels(Loss::kBinaryCrossEntropy, {2}), Error);
  EXPECT_THROW(check_labels(Loss::kBinaryCrossEntropy, {-0.1F}), Error);
  EXPECT_NO_THROW(check_labels(Loss::kMeanSquaredError, {-5, 100}));
}

TEST(ParseLoss, KnowsItsTwoNames) {
  EXPECT_EQ(parse_loss("bce"), Loss::kBinaryCrossEntropy);
  EXPECT_EQ(parse_loss("mse"), Loss::kMeanSquaredError);
  EXPECT_THROW(parse_loss("hinge"), UsageError);
}

}  // namespace
}  // namespace siskin::train
