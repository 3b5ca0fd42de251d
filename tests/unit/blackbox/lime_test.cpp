#include "siskin/blackbox/lime.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "support/error_message.hpp"
#include "unit/blackbox/games.hpp"

namespace siskin {
namespace {

using blackbox::Coalition;
using blackbox::FeatureSelection;
using blackbox::LimeOptions;
using blackbox::LimeSample;
using blackbox::LimeSampler;
using test::FunctionScorer;
using testing::DoubleNear;
using testing::Each;
using testing::Pointwise;

std::size_t visible_in(const Coalition& coalition) {
  return std::accumulate(coalition.begin(), coalition.end(), std::size_t{0});
}

// All 32 masks of the test model.
LimeSample enumerate_t1() {
  FunctionScorer scorer(test::score_t1);
  const auto game = test::game_of("ACGTA");
  blackbox::CoalitionValues values(scorer, game);
  LimeSample sample;
  sample.coalitions = test::all_coalitions(5);
  for (const auto& coalition : sample.coalitions) {
    values.ask(coalition);
    sample.weights.push_back(blackbox::text_weight(visible_in(coalition), 5, 25));
  }
  sample.scores = values.answers();
  return sample;
}

TEST(TextWeight, IsThatOfTheAuthors) {
  const std::vector<double> expected{0.000335462628, 0.086762353, 0.339353994,
                                     0.666008203,    0.914694688, 1};
  for (std::size_t k = 0; k <= 5; ++k) {
    EXPECT_NEAR(blackbox::text_weight(k, 5, 25), expected[k], 1e-9);
  }
  EXPECT_NEAR(blackbox::text_weight(1, 101, 25), 0.001522885, 1e-9);
  EXPECT_NEAR(blackbox::text_weight(25, 101, 25), 0.132668665, 1e-9);
  EXPECT_NEAR(blackbox::text_weight(50, 101, 25), 0.495179318, 1e-9);
  EXPECT_NEAR(blackbox::text_weight(75, 101, 25), 0.858168932, 1e-9);
  EXPECT_NEAR(blackbox::text_weight(100, 101, 25), 0.999802984, 1e-9);
}

TEST(CosineWeight, ComparesTheMaps) {
  const auto zero = test::game_of("ACGTA", {});
  EXPECT_NEAR(blackbox::cosine_weight(zero, {1, 0, 0, 0, 0}, 1), 0.858313, 1e-6);
  EXPECT_NEAR(blackbox::cosine_weight(zero, {1, 1, 1, 1, 0}, 1), 0.994443, 1e-6);
  EXPECT_EQ(blackbox::cosine_weight(zero, {1, 1, 1, 1, 1}, 1), 1);
  // One base of two masked by quarters: x.y = 1.25, |y|^2 = 1.25, |x|^2 = 2.
  const double distance = 1 - std::sqrt(1.25 / 2);
  EXPECT_NEAR(blackbox::cosine_weight(test::game_of("AC"), {1, 0}, 0.5),
              std::exp(-2 * distance * distance), 1e-12);
  // A masked by a column that is no base: x.y = 1.4, |y|^2 = 1.3.
  const double other = 1 - 1.4 / std::sqrt(2 * 1.3);
  EXPECT_NEAR(blackbox::cosine_weight(test::game_of("AC", {0.4F, 0.3F, 0.2F, 0.1F}), {0, 1}, 0.5),
              std::exp(-2 * other * other), 1e-7);
}

TEST(FitLime, GivesTheCoefficientsOfTheTestModel) {
  LimeOptions options;
  options.alpha = 0;
  const auto plain = blackbox::fit_lime(enumerate_t1(), options);
  EXPECT_THAT(plain.coefficients,
              Pointwise(DoubleNear(1e-9),
                        {0.393971335, 0.382836744, -0.207682597, -0.202115302, -0.004557597}));
  EXPECT_NEAR(plain.intercept, 0.179506535, 1e-9);
  options.alpha.reset();  // the authors' 1
  const auto ridge = blackbox::fit_lime(enumerate_t1(), options);
  EXPECT_THAT(ridge.coefficients,
              Pointwise(DoubleNear(1e-9),
                        {0.310172168, 0.301256709, -0.171571709, -0.167113980, -0.008929666}));
  EXPECT_NEAR(ridge.intercept, 0.241528916, 1e-9);
  EXPECT_LT(ridge.r_squared, plain.r_squared);
}

// With all masks at equal weights the columns do not correlate: the lasso is the soft-thresholded
// difference of means, whose variance is 1/4.
TEST(FitLime, ThresholdsMeansUnderTheLasso) {
  auto sample = enumerate_t1();
  sample.weights.assign(32, 0.7);
  LimeOptions options;
  options.sampler = LimeSampler::kBernoulli;
  for (const double alpha : {0.01, 0.06}) {
    if (alpha != 0.01) options.alpha = alpha;  // that of Captum
    const auto found = blackbox::fit_lime(sample, options).coefficients;
    for (std::size_t i = 0; i < 5; ++i) {
      double difference = 0;
      for (std::size_t row = 0; row < 32; ++row) {
        difference += sample.scores[row] / 16 * (sample.coalitions[row][i] != 0 ? 1 : -1);
      }
      const double size = std::max(std::abs(difference) - 4 * alpha, 0.0);
      EXPECT_NEAR(found[i], difference > 0 ? size : -size, 1e-10);
    }
  }
}

TEST(FitLime, KeepsAsManyFeaturesAsAsked) {
  LimeOptions options;
  options.features = 2;
  for (const auto selection :
       {FeatureSelection::kAuto, FeatureSelection::kForward, FeatureSelection::kHighestWeights}) {
    options.selection = selection;
    const auto found = blackbox::fit_lime(enumerate_t1(), options).coefficients;
    EXPECT_NE(found[0], 0);
    EXPECT_NE(found[1], 0);
    EXPECT_EQ(found[2], 0);
    EXPECT_EQ(found[3], 0);
    EXPECT_EQ(found[4], 0);
  }
  options.features = 5;
  EXPECT_NE(blackbox::fit_lime(enumerate_t1(), options).coefficients[4], 0);
}

// Two columns that explain the target together and little alone: what is largest in the whole
// regression is not what is best alone.
TEST(FitLime, SelectsForwardUpToSixFeatures) {
  LimeSample sample;
  for (std::size_t bits = 0; bits < 8; ++bits) {
    for (std::size_t copies = 0; copies < (bits == 0 || bits == 7 ? 1U : 2U); ++copies) {
      const Coalition coalition{static_cast<std::uint8_t>(bits & 1U),
                                static_cast<std::uint8_t>(bits >> 1U & 1U),
                                static_cast<std::uint8_t>(bits >> 2U & 1U)};
      sample.coalitions.push_back(coalition);
      sample.scores.push_back(1.0 * coalition[0] + 1.1 * coalition[1] - 1.2 * coalition[2]);
      sample.weights.push_back(1);
    }
  }
  LimeOptions options;
  options.features = 1;
  options.selection = FeatureSelection::kHighestWeights;
  EXPECT_NE(blackbox::fit_lime(sample, options).coefficients[2], 0);
  options.selection = FeatureSelection::kForward;
  const auto forward = blackbox::fit_lime(sample, options).coefficients;
  options.selection = FeatureSelection::kAuto;
  EXPECT_EQ(blackbox::fit_lime(sample, options).coefficients, forward);
}

TEST(FitLime, RefusesWeightsThatAreAllNothing) {
  auto sample = enumerate_t1();
  sample.weights.assign(32, 0);
  EXPECT_THAT(test::error_message([&] { blackbox::fit_lime(sample, {}); }),
              testing::HasSubstr("expected a larger --kernel-width"));
}

TEST(Lime, IsExactForAdditiveModels) {
  util::Random random(61);
  const auto linear = test::random_network(9, 0, random);
  const auto game = test::game_of(test::random_bases(9, random));
  const auto expected = test::linear_effects(linear, game);
  for (const auto sampler : {LimeSampler::kUniformCount, LimeSampler::kBernoulli}) {
    FunctionScorer scorer(linear);
    LimeOptions options;
    options.sampler = sampler;
    options.samples = 200;
    options.alpha = 0;
    const auto result = blackbox::lime(scorer, game, options);
    EXPECT_THAT(result.coefficients, Pointwise(DoubleNear(1e-7), expected));
    EXPECT_NEAR(result.r_squared, 1, 1e-9);
    EXPECT_EQ(scorer.evaluations, 201U);
    EXPECT_EQ(result.score, linear(game.onehot_cl.data(), 9));
  }
}

TEST(Lime, GivesAConstantNothing) {
  FunctionScorer scorer([](const float*, std::size_t) { return 3; });
  const auto result = blackbox::lime(scorer, test::game_of("ACGTACGT"), {});
  EXPECT_THAT(result.coefficients, Each(0));
  EXPECT_EQ(result.intercept, 3);
  EXPECT_EQ(result.r_squared, 1);
  const auto nothing = blackbox::lime(scorer, test::game_of("NN"), {});
  EXPECT_TRUE(nothing.coefficients.empty());
}

// Many samples of the five bases come near the enumeration, weighted by how often the sampler
// draws each number of masked bases.
TEST(Lime, SamplesEachNumberOfMaskedBasesAlike) {
  FunctionScorer scorer(test::score_t1);
  LimeOptions options;
  options.samples = 40000;
  options.alpha = 0;
  auto sample = enumerate_t1();
  const std::vector<double> subsets{1, 5, 10, 10, 5, 1};
  for (std::size_t i = 0; i < 32; ++i) {
    const std::size_t visible = visible_in(sample.coalitions[i]);
    sample.weights[i] *= visible == 5 ? 1e-4 : 0.2 / subsets[visible];
  }
  EXPECT_THAT(blackbox::lime(scorer, test::game_of("ACGTA"), options).coefficients,
              Pointwise(DoubleNear(0.01), blackbox::fit_lime(sample, options).coefficients));
}

// How often copies with 0, 1, ... masked bases of five are scored, f(x) itself not counted.
std::vector<double> copies_by_masked(LimeSampler sampler) {
  std::vector<double> copies(6, 0.0);
  FunctionScorer scorer([&copies](const float* map_cl, std::size_t length) {
    std::size_t masked = 0;
    for (std::size_t i = 0; i < length; ++i) masked += map_cl[i] == 0.25F ? 1 : 0;
    copies[masked] += 1;
    return 0.0;
  });
  LimeOptions options;
  options.sampler = sampler;
  options.samples = 20001;
  blackbox::lime(scorer, test::game_of("ACGTA"), options);
  copies[0] -= 1;
  return copies;
}

TEST(Lime, DrawsCopiesAsItsSamplerSays) {
  const auto uniform = copies_by_masked(LimeSampler::kUniformCount);
  EXPECT_EQ(uniform[0], 1);
  for (std::size_t masked = 1; masked <= 5; ++masked) EXPECT_NEAR(uniform[masked], 4000, 300);
  const auto halves = copies_by_masked(LimeSampler::kBernoulli);
  const std::vector<double> subsets{1, 5, 10, 10, 5, 1};
  for (std::size_t masked = 0; masked <= 5; ++masked) {
    EXPECT_NEAR(halves[masked] / 20001, subsets[masked] / 32, 0.015);
  }
}

TEST(Lime, HasAStreamForEachSequenceAndIgnoresBatches) {
  const auto run = [](std::uint64_t seed, std::uint64_t number, std::size_t batch) {
    FunctionScorer scorer(test::score_t1, batch);
    LimeOptions options;
    options.samples = 50;
    options.seed = seed;
    options.number = number;
    return blackbox::lime(scorer, test::game_of("ACGTA"), options).coefficients;
  };
  EXPECT_EQ(run(1, 0, 256), run(1, 0, 7));
  EXPECT_NE(run(1, 0, 256), run(1, 1, 256));
  EXPECT_NE(run(1, 0, 256), run(2, 0, 256));
}

}  // namespace
}  // namespace siskin
