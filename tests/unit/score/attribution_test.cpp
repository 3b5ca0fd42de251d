#include "siskin/score/attribution.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using Track = std::vector<float>;

TEST(RankingScores, TakeEveryBaseUnderTheExponentialDefinition) {
  // Signal: bases 1 and 2 (0.05 counts); background 0, 3, 4. Pairs in order: 5 of 6.
  const Track bits = {0, 0.05F, 1.5F, 0, 0.005F};
  const auto found = ranking_scores(Track{1, 2, 5, 3, -4}, bits, kExponentialTruth);
  EXPECT_DOUBLE_EQ(found.auroc, 5.0 / 6);
  // Points from the top: (1/2, 1) (1/2, 1/2) (1, 2/3).
  EXPECT_NEAR(found.aupr, 0.5 + 0.5 * 0.5 * (0.5 + 2.0 / 3), 1e-15);
}

TEST(RankingScores, DropWeakColumnsUnderTheRegularizationDefinition) {
  // Bases 1 and 4 are neither signal nor background; 2 against 0 and 3.
  const Track bits = {0, 0.05F, 1.5F, 0, 0.005F};
  const auto found = ranking_scores(Track{1, 9, 2, 3, 9}, bits, kRegularizationTruth);
  EXPECT_DOUBLE_EQ(found.auroc, 0.5);
  EXPECT_DOUBLE_EQ(found.aupr, 0.5 * 0.5);
}

TEST(RankingScores, TakeTheThresholdItselfAsNoSignal) {
  const Track bits = {0, 0.1F, 1.5F};
  EXPECT_DOUBLE_EQ(ranking_scores(Track{1, 9, 2}, bits, kRegularizationTruth).auroc, 1);
  EXPECT_DOUBLE_EQ(ranking_scores(Track{1, 9, 2}, bits, TruthDefinition{0.1, false}).auroc, 0.5);
}

TEST(RankingScores, DoNotChangeUnderAPositiveFactor) {
  util::Random random(5);
  Track scores(60);
  Track bits(60);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    scores[i] = static_cast<float>(random.normal());
    bits[i] = i % 3 == 0 ? static_cast<float>(random.uniform()) : 0;
  }
  Track scaled = scores;
  for (float& score : scaled) score *= 0.25F;
  for (const auto& definition : {kExponentialTruth, kRegularizationTruth}) {
    const auto found = ranking_scores(scores, bits, definition);
    EXPECT_DOUBLE_EQ(ranking_scores(scaled, bits, definition).auroc, found.auroc);
    EXPECT_DOUBLE_EQ(ranking_scores(scaled, bits, definition).aupr, found.aupr);
  }
}

TEST(RankingScores, AreNotDefinedWithoutSignalOrBackground) {
  EXPECT_TRUE(std::isnan(ranking_scores(Track{1, 2}, Track{0, 0}, kExponentialTruth).auroc));
  EXPECT_TRUE(std::isnan(ranking_scores(Track{1, 2}, Track{1, 2}, kExponentialTruth).aupr));
  EXPECT_TRUE(std::isnan(ranking_scores(Track{}, Track{}, kRegularizationTruth).auroc));
}

TEST(RankingScores, TakeSitesBaseByBase) {
  EXPECT_DOUBLE_EQ(ranking_scores(Track{3, 1, 2, 0}, std::vector<int>{1, 1, 0, 0}).auroc, 0.75);
}

TEST(RankingScores, RefuseATruthOfAnotherLength) {
  try {
    ranking_scores(Track{1, 2}, Track{1}, kExponentialTruth);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("2 scores and the truth of 1 bases"));
  }
}

TEST(SignalToNoise, GivesFiveFiguresByHand) {
  // Signal 6 and -2; background with positive scores 4, 1 and 2 (-5 is left out, so is the weak
  // column with 7).
  const Track bits = {1, 0, 0.05F, 0, 2, 0, 0};
  const auto found = signal_to_noise(Track{6, 4, 7, 1, -2, -5, 2}, bits, 2);
  EXPECT_DOUBLE_EQ(found.signal, 2);
  EXPECT_DOUBLE_EQ(found.noise_max, 4);
  EXPECT_DOUBLE_EQ(found.noise_mean, 7.0 / 3);
  EXPECT_DOUBLE_EQ(found.noise_top, 3);
  EXPECT_DOUBLE_EQ(found.ratio, 2.0 / 3);
}

TEST(SignalToNoise, IsZeroWithTooFewBasesOfNoise) {
  const Track bits = {1, 0, 0, 0};
  const auto found = signal_to_noise(Track{6, 1, 2, 0}, bits, 3);
  EXPECT_EQ(found.signal, 0);
  EXPECT_EQ(found.noise_max, 0);
  EXPECT_EQ(found.noise_mean, 0);
  EXPECT_EQ(found.noise_top, 0);
  EXPECT_EQ(found.ratio, 0);
  EXPECT_DOUBLE_EQ(signal_to_noise(Track{6, 1, 2, 0}, bits, 2).ratio, 4);
}

TEST(SignalToNoise, IsNotDefinedWithoutSignal) {
  EXPECT_TRUE(std::isnan(signal_to_noise(Track{1, 2}, Track{0, 0}, 1).ratio));
  EXPECT_TRUE(std::isnan(signal_to_noise(Track{}, Track{}, 1).ratio));
}

TEST(SignalToNoise, DoesNotChangeUnderAPositiveFactor) {
  const Track bits = {1, 0, 0, 0, 2};
  const double ratio = signal_to_noise(Track{6, 1, 2, 5, 7}, bits, 2).ratio;
  EXPECT_DOUBLE_EQ(signal_to_noise(Track{24, 4, 8, 20, 28}, bits, 2).ratio, ratio);
}

// Two columns: the model (1 0 0 0) and uniform; P - 0.25 = (.75 -.25 -.25 -.25), norm sqrt(.75).
constexpr float kModel[] = {1, 0.25F, 0, 0.25F, 0, 0.25F, 0, 0.25F};

TEST(MapCosine, IsOneForTheModelItself) {
  const float map[] = {3, 0, -1, 0, -1, 0, -1, 0};
  EXPECT_NEAR(map_cosine(map, kModel, 2), 1, 1e-12);
  EXPECT_NEAR(column_cosine(map, kModel, 2), 1, 1e-12);
}

TEST(MapCosine, CountsWhatLiesOutsideOfTheSites) {
  // <A, P - 0.25> = 2 * 0.75; |A| = sqrt(4 + 5) over both columns, 2 in the first.
  const float map[] = {2, 1, 0, 2, 0, 0, 0, 0};
  EXPECT_NEAR(map_cosine(map, kModel, 2), 1.5 / (3 * std::sqrt(0.75)), 1e-12);
  EXPECT_NEAR(column_cosine(map, kModel, 2), 1.5 / (2 * std::sqrt(0.75)), 1e-12);
}

TEST(MapCosine, ChangesItsSignWithTheMap) {
  const float map[] = {2, 1, 0, 2, 0, 0, 0, 0};
  const float negative[] = {-2, -1, 0, -2, 0, 0, 0, 0};
  EXPECT_DOUBLE_EQ(map_cosine(negative, kModel, 2), -map_cosine(map, kModel, 2));
}

TEST(MapCosine, IsZeroForAMapOfZerosAndNotDefinedForAUniformModel) {
  const float zeros[8] = {};
  const float uniform[] = {0.25F, 0.25F, 0.25F, 0.25F, 0.25F, 0.25F, 0.25F, 0.25F};
  EXPECT_EQ(map_cosine(zeros, kModel, 2), 0);
  EXPECT_EQ(column_cosine(zeros, kModel, 2), 0);
  EXPECT_TRUE(std::isnan(map_cosine(kModel, uniform, 2)));
  EXPECT_TRUE(std::isnan(column_cosine(kModel, uniform, 2)));
}

}  // namespace
}  // namespace siskin::score
