#include "siskin/score/spectrum.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace siskin::score {
namespace {

using Track = std::vector<double>;

Track irregular_track(std::size_t length) {
  Track track;
  for (std::size_t i = 0; i < length; ++i)
    track.push_back(static_cast<double>(i * 37 % 11) + 0.5 * static_cast<double>(i % 3));
  return track;
}

Track ones_between(std::size_t start, std::size_t end) {
  Track track(1000, 0);
  for (std::size_t i = start; i < end; ++i) track[i] = 1;
  return track;
}

Track bell(double divisor) {
  Track track;
  for (int i = 0; i < 1000; ++i) track.push_back(std::exp(-(i - 500) * (i - 500) / divisor));
  return track;
}

double share_of(const Track& track, std::size_t limit) {
  return high_frequency_share(FourierTransform(track.size()), track, limit);
}

struct Published {
  const char* name;
  Track track;
  double loss;
  double share;  // negative: not defined
  double entropy;
};

// NumPy, with the published formulas written out anew, double precision, limit 150 of 1,000 bases.
const std::vector<Published>& published() {
  static const std::vector<Published> all = {
      {"one base", ones_between(500, 501), 0.156967, 0.699399, 5.9772},
      {"ten bases", ones_between(495, 505), 0.043039, 0.302526, 4.3550},
      {"twenty bases", ones_between(490, 510), 0.047858, 0.264431, 4.8560},
      {"narrow bell", bell(18), 0.017847, 0.004590, 4.8754},
      {"wide bell", bell(200), 0.049710, 0.000000, 5.7563},
      {"flat", Track(1000, 1), 0.841224, -1, 9.9658},
      {"zeros", Track(1000, 0), 1.000000, -1, 9.9658}};
  return all;
}

TEST(Spectrum, HasTheValuesOfThePublishedFormulas) {
  const FourierTransform transform(1000);
  for (const auto& one : published()) {
    EXPECT_NEAR(fourier_prior_loss(transform, one.track, 150), one.loss, 1e-6) << one.name;
    EXPECT_NEAR(entropy_as_published(one.track), one.entropy, 1e-4) << one.name;
    const double share = high_frequency_share(transform, one.track, 150);
    if (one.share < 0) {
      EXPECT_TRUE(std::isnan(share)) << one.name;
    } else {
      EXPECT_NEAR(share, one.share, 1e-6) << one.name;
    }
  }
}

TEST(HighFrequencyShare, LeavesOutBothEndsOfTheSpectrum) {
  // NumPy: abs(fft)[1:(L+1)//2] for 21 bases and [1:L//2] for 20 and 16.
  EXPECT_NEAR(share_of(irregular_track(21), 3), 0.8483120802357573, 1e-12);
  EXPECT_NEAR(share_of(irregular_track(20), 3), 0.8406751142933659, 1e-12);
  EXPECT_NEAR(share_of(irregular_track(16), 2), 0.8426434328610729, 1e-12);
}

TEST(HighFrequencyShare, IsTheShareOfTheWaves) {
  // Magnitudes 3 at frequency 2 and 1 at frequency 20 (half the length times the amplitude).
  Track track;
  for (int i = 0; i < 64; ++i)
    track.push_back(5 + 3 * std::cos(2 * M_PI * 2 * i / 64) + std::cos(2 * M_PI * 20 * i / 64));
  EXPECT_NEAR(share_of(track, 2), 0.25, 1e-12);
  EXPECT_NEAR(share_of(track, 1), 1, 1e-12);
  EXPECT_NEAR(share_of(track, 20), 0, 1e-12);
}

TEST(HighFrequencyShare, IsNotDefinedWithoutWaves) {
  EXPECT_TRUE(std::isnan(share_of(Track(200, 0.1), 30)));
  EXPECT_TRUE(std::isnan(share_of({1, 2}, 1)));
  EXPECT_TRUE(std::isnan(share_of({1}, 1)));
}

TEST(DefaultFrequencyLimit, IsThePublishedPeriod) {
  EXPECT_EQ(default_frequency_limit(1000), 150U);
  EXPECT_EQ(default_frequency_limit(1346), 200U);
  EXPECT_EQ(default_frequency_limit(200), 30U);  // 29.85
  EXPECT_EQ(default_frequency_limit(1), 1U);
}

TEST(Entropy, AgreesWithNumPy) {
  EXPECT_NEAR(entropy_as_published(irregular_track(21)), 4.079670973968426, 1e-12);
  EXPECT_NEAR(entropy_of_shares(irregular_track(21)), 4.080527959431361, 1e-12);
}

TEST(Entropy, OfSharesDoesNotDependOnTheScale) {
  auto track = irregular_track(50);
  const double before = entropy_of_shares(track);
  const double published_before = entropy_as_published(track);
  for (double& value : track) value *= 1e-6;
  EXPECT_NEAR(entropy_of_shares(track), before, 1e-12);
  EXPECT_GT(entropy_as_published(track), published_before + 0.1);
}

TEST(Entropy, OfSharesNeedsImportance) {
  EXPECT_TRUE(std::isnan(entropy_of_shares(Track(9, 0))));
  EXPECT_NEAR(entropy_of_shares(Track(16, 3)), 4, 1e-12);
  EXPECT_TRUE(std::isnan(entropy_as_published({})));
}

TEST(Gini, AgreesWithThePairwiseDefinition) {
  // NumPy: |a_i - a_j| summed over all pairs.
  EXPECT_NEAR(gini(irregular_track(21)), 0.3524229074889868, 1e-12);
  EXPECT_NEAR(gini({0, 0, 0, 7}), 0.75, 1e-12);
  EXPECT_NEAR(gini({2, 2, 2}), 0, 1e-12);
  EXPECT_TRUE(std::isnan(gini({0, 0})));
}

TEST(TotalVariation, SumsTheSteps) {
  EXPECT_NEAR(total_variation(irregular_track(21)), 104, 1e-12);
  EXPECT_NEAR(relative_variation(irregular_track(21)), 0.9162995594713657, 1e-12);
  EXPECT_DOUBLE_EQ(relative_variation({0, 0, 5, 0}), 2);
  EXPECT_DOUBLE_EQ(total_variation({4}), 0);
  EXPECT_TRUE(std::isnan(relative_variation({0, 0})));
}

TEST(Spectrum, OfAReversedTrackIsTheSame) {
  const auto track = irregular_track(101);
  const Track reversed(track.rbegin(), track.rend());
  EXPECT_NEAR(share_of(track, 15), share_of(reversed, 15), 1e-12);
  EXPECT_NEAR(entropy_of_shares(track), entropy_of_shares(reversed), 1e-12);
  EXPECT_DOUBLE_EQ(total_variation(track), total_variation(reversed));
}

}  // namespace
}  // namespace siskin::score
