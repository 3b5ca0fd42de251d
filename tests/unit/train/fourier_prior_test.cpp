#include "siskin/train/fourier_prior.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <cmath>
#include <vector>

#include "support/error_message.hpp"

namespace siskin::train {
namespace {

double loss_of(const at::Tensor& track_l, const FourierSettings& settings = {}) {
  return fourier_loss(settings, track_l.unsqueeze(0))[0].item<double>();
}

at::Tensor ones_between(std::int64_t first, std::int64_t last) {
  auto track = torch::zeros({1000}, torch::kDouble);
  track.slice(0, first, last).fill_(1);
  return track;
}

at::Tensor bell(double twice_variance) {
  const auto distance = torch::arange(1000, torch::kDouble) - 500;
  return torch::exp(-distance.square() / twice_variance);
}

// Values of the reference implementation's formula for 1,000 bases: limit 150, softness 0.2,
// smoothing 3.
TEST(FourierLoss, GivesThePublishedFormulaOnKnownTracks) {
  EXPECT_NEAR(loss_of(torch::ones({1000}, torch::kDouble)), 0.841224, 1e-6);
  EXPECT_NEAR(loss_of(ones_between(500, 501)), 0.156967, 1e-6);
  EXPECT_NEAR(loss_of(ones_between(495, 505)), 0.043039, 1e-6);
  EXPECT_NEAR(loss_of(ones_between(490, 510)), 0.047858, 1e-6);
  EXPECT_NEAR(loss_of(bell(18)), 0.017847, 1e-6);
  EXPECT_NEAR(loss_of(bell(200)), 0.049710, 1e-6);
  EXPECT_EQ(loss_of(torch::zeros({1000}, torch::kDouble)), 1);
}

// Expected: NumPy (convolve, fft.rfft).
TEST(FourierLoss, TakesOtherConstants) {
  const auto track = torch::tensor(
      {0.126, 0.132, 0.64,  0.105, 0.536, 0.362, 1.304, 0.947, 0.704, 1.265, 0.623, 0.041, 2.325,
       0.219, 1.246, 0.732, 0.544, 0.316, 0.412, 1.043, 0.129, 1.366, 0.665, 0.352, 0.903, 0.094,
       0.743, 0.922, 0.458, 0.22,  1.01,  0.209, 0.159, 0.541, 0.215, 0.355, 0.654},
      torch::kDouble);
  EXPECT_NEAR(loss_of(track), 0.6920501876701116, 1e-12);  // limit 37 / 6.7 = 6
  FourierSettings settings;
  settings.limit = 5;
  settings.softness = 1.5;
  settings.smoothing = 0;
  EXPECT_NEAR(loss_of(track, settings), 0.7926239101904207, 1e-12);
  settings.softness.reset();
  settings.smoothing = 2;
  EXPECT_NEAR(loss_of(track, settings), 0.7124275611199968, 1e-12);
}

TEST(FourierLoss, DoesNotDependOnScaleOrNeighboursInABatch) {
  const auto a = bell(40);
  const auto both = fourier_loss({}, torch::stack({a * 1000, ones_between(3, 4)}));
  EXPECT_NEAR(both[0].item<double>(), loss_of(a), 1e-12);
}

TEST(FourierLoss, HasAFiniteGradientForATrackOfZeros) {
  const auto track = torch::zeros({1, 60}, torch::kDouble).requires_grad_();
  fourier_loss({}, track).sum().backward();
  EXPECT_TRUE(track.grad().isfinite().all().item<bool>());
}

TEST(FourierLoss, RefusesALimitBeyondHalfTheLength) {
  FourierSettings settings;
  settings.limit = 50;
  const auto message = test::error_message([&] { fourier_loss(settings, torch::ones({1, 100})); });
  EXPECT_THAT(message, testing::HasSubstr("--fourier-limit: found 50"));
  settings.limit = 49;
  EXPECT_NO_THROW(fourier_loss(settings, torch::ones({1, 100})));
}

TEST(DefaultFourierLimit, IsAPeriodOfAboutSevenBases) {
  EXPECT_EQ(default_fourier_limit(1000), 150);
  EXPECT_EQ(default_fourier_limit(1346), 200);
  EXPECT_EQ(default_fourier_limit(200), 30);
  EXPECT_EQ(default_fourier_limit(4), 1);
}

}  // namespace
}  // namespace siskin::train
