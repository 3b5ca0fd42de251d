#include "siskin/train/schedule.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace siskin::train {
namespace {

RateSettings settings(RateRule rule, double factor, std::int64_t patience) {
  RateSettings settings;
  settings.rule = rule;
  settings.initial = 1.0;
  settings.lowest = 0.2;
  settings.factor = factor;
  settings.patience = patience;
  settings.min_delta = 0;
  return settings;
}

double next(LearningRate& rate, double metric) {
  rate.end_epoch(metric);
  return rate.rate();
}

TEST(LearningRate, PlateauMultipliesAfterEveryPatienceWithoutGain) {
  LearningRate rate(settings(RateRule::kPlateau, 0.5, 2));
  EXPECT_EQ(next(rate, 0.8), 1.0);
  EXPECT_EQ(next(rate, 0.8), 1.0);
  EXPECT_EQ(next(rate, 0.8), 0.5);
  EXPECT_EQ(next(rate, 0.7), 0.5);
  EXPECT_EQ(next(rate, 0.7), 0.25);
  next(rate, 0.7);
  EXPECT_EQ(next(rate, 0.7), 0.2) << "never below the smallest rate";
}

TEST(LearningRate, PlateauCountsAGainOnlyAboveTheMargin) {
  auto plan = settings(RateRule::kPlateau, 0.5, 1);
  plan.min_delta = 0.01;
  LearningRate rate(plan);
  next(rate, 0.500);
  EXPECT_DOUBLE_EQ(next(rate, 0.509), 0.5);
  EXPECT_DOUBLE_EQ(next(rate, 0.511), 0.5);
}

TEST(LearningRate, PlateauTakesNaNAsNoGain) {
  LearningRate rate(settings(RateRule::kPlateau, 0.5, 1));
  EXPECT_DOUBLE_EQ(next(rate, std::nan("")), 0.5);
}

TEST(LearningRate, CosineFallsFromFirstToLast) {
  auto plan = settings(RateRule::kCosine, 0, 1);
  plan.epochs = 4;
  LearningRate rate(plan);
  EXPECT_EQ(rate.rate(), 1.0);
  EXPECT_NEAR(next(rate, 0), 0.2 + 0.4 * (1 + std::sqrt(0.5)), 1e-12);
  EXPECT_NEAR(next(rate, 0), 0.6, 1e-12);
  next(rate, 0);
  EXPECT_NEAR(next(rate, 0), 0.2, 1e-12);
}

TEST(LearningRate, StepMultipliesEveryFewEpochs) {
  LearningRate rate(settings(RateRule::kStep, 0.5, 2));
  EXPECT_EQ(next(rate, 1), 1.0);
  EXPECT_EQ(next(rate, 2), 0.5);
  EXPECT_EQ(next(rate, 3), 0.5);
  EXPECT_EQ(next(rate, 4), 0.25);
  next(rate, 5);
  EXPECT_EQ(next(rate, 6), 0.2);
}

TEST(LearningRate, ConstantStays) {
  LearningRate rate(settings(RateRule::kConstant, 0.5, 1));
  for (int epoch = 0; epoch < 5; ++epoch) EXPECT_EQ(next(rate, 0), 1.0);
}

TEST(LearningRate, GoesOnFromItsState) {
  LearningRate first(settings(RateRule::kPlateau, 0.5, 2));
  next(first, 0.8);
  next(first, 0.7);
  LearningRate second(settings(RateRule::kPlateau, 0.5, 2));
  second.restore(first.state());
  EXPECT_EQ(next(second, 0.7), 0.5);
}

TEST(EarlyStopping, StopsAfterPatienceEpochsWithoutAnyGain) {
  EarlyStopping stopping(2);
  EXPECT_FALSE(stopping.stop_after(0.5));
  EXPECT_TRUE(stopping.improved());
  EXPECT_FALSE(stopping.stop_after(0.5));
  EXPECT_FALSE(stopping.improved());
  EXPECT_FALSE(stopping.stop_after(0.51));
  EXPECT_TRUE(stopping.improved());
  EXPECT_FALSE(stopping.stop_after(0.1));
  EXPECT_TRUE(stopping.stop_after(0.2));
}

TEST(EarlyStopping, NeverStopsWithoutPatience) {
  EarlyStopping stopping(0);
  for (int epoch = 0; epoch < 100; ++epoch) EXPECT_FALSE(stopping.stop_after(-epoch));
}

TEST(ParseRateRule, KnowsFourAndRefusesOthers) {
  EXPECT_EQ(parse_rate_rule("cosine"), RateRule::kCosine);
  EXPECT_THROW(parse_rate_rule("linear"), UsageError);
}

}  // namespace
}  // namespace siskin::train
