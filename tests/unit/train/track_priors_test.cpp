#include "siskin/train/track_priors.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace siskin::train {
namespace {

TEST(TotalVariationLoss, SumsDifferencesOfNeighbours) {
  const auto tracks = torch::tensor({{1.0, 0.0, 4.0, 2.5}, {3.0, 3.0, 3.0, 3.0}}, torch::kDouble);
  const auto loss = total_variation_loss(tracks);
  EXPECT_DOUBLE_EQ(loss[0].item<double>(), 1 + 4 + 1.5);
  EXPECT_DOUBLE_EQ(loss[1].item<double>(), 0);
}

TEST(GiniLoss, SumsDifferencesOfAllPairs) {
  // Pairs of (1, 0, 4, 2.5, 2.5), both ways: 38; 5 * sum 10 below.
  const auto track = torch::tensor({{1.0, 0.0, 4.0, 2.5, 2.5}}, torch::kDouble);
  EXPECT_NEAR(gini_loss(track)[0].item<double>(), -0.76, 1e-12);
}

TEST(GiniLoss, GoesFromZeroForAFlatTrackToNearMinusTwoForASinglePeak) {
  auto tracks = torch::ones({2, 100}, torch::kDouble);
  tracks[1].fill_(0);
  tracks[1][17] = 5;
  const auto loss = gini_loss(tracks);
  EXPECT_NEAR(loss[0].item<double>(), 0, 1e-12);
  EXPECT_NEAR(loss[1].item<double>(), -2 * 99 / 100.0, 1e-12);
}

TEST(GiniLoss, IsZeroWithoutANaNForATrackOfZeros) {
  const auto track = torch::zeros({1, 10}, torch::kDouble).requires_grad_();
  const auto loss = gini_loss(track);
  loss.sum().backward();
  EXPECT_EQ(loss[0].item<double>(), 0);
  EXPECT_TRUE(track.grad().isfinite().all().item<bool>());
}

}  // namespace
}  // namespace siskin::train
