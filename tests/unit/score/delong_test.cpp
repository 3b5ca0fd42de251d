#include "siskin/score/delong.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "siskin/score/classification.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using Values = std::vector<double>;

const std::vector<int> kDelongLabels = {0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
const Values kDelongFirst = {.1, .4, .35, .8, .4, .2, .4, .9, .05, .35, .6, .1};
const Values kDelongSecond = {.3, .5, .2, .5, .6, .2, .1, .7, .4, .1, .5, .3};

// Structural components over all pairs of a positive and a negative, covariances by numpy.cov.
TEST(Delong, AgreesWithTheComponentsOverAllPairs) {
  const auto both = delong_compare(kDelongFirst, kDelongSecond, kDelongLabels);
  EXPECT_NEAR(both.first.auroc, 0.842857142857143, 1e-14);
  EXPECT_NEAR(both.first.variance, 0.0132993197278912, 1e-15);
  EXPECT_NEAR(both.second.auroc, 0.785714285714286, 1e-14);
  EXPECT_NEAR(both.second.variance, 0.0332993197278912, 1e-15);
  EXPECT_NEAR(both.variance, 0.0256802721088435, 1e-15);
  EXPECT_NEAR(both.z, 0.356584236725061, 1e-12);
  EXPECT_NEAR(both.p, 0.721403079992567, 1e-12);
}

TEST(Delong, GivesTheAreaUnderTheCurve) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    util::Random random(seed);
    Values scores;
    std::vector<int> labels;
    for (int i = 0; i < 40; ++i) {
      scores.push_back(static_cast<double>(random.below(10)));
      labels.push_back(i < 2 ? i : static_cast<int>(random.below(2)));
    }
    EXPECT_NEAR(delong(scores, labels).auroc, auroc(scores, labels), 1e-14);
  }
}

TEST(Delong, HasTheSpreadThatSamplesHave) {
  // 2,000 samples of 20 + 20 normal scores one standard deviation apart.
  double sum = 0;
  double squares = 0;
  double variances = 0;
  constexpr int kSamples = 2000;
  for (int sample = 0; sample < kSamples; ++sample) {
    util::Random random(7, static_cast<std::uint64_t>(sample));
    Values scores;
    std::vector<int> labels;
    for (int i = 0; i < 40; ++i) {
      labels.push_back(i % 2);
      scores.push_back(random.normal() + labels.back());
    }
    const auto estimate = delong(scores, labels);
    sum += estimate.auroc;
    squares += estimate.auroc * estimate.auroc;
    variances += estimate.variance;
  }
  const double mean = sum / kSamples;
  const double spread = squares / kSamples - mean * mean;
  EXPECT_NEAR(mean, 0.5 * std::erfc(-0.5), 0.006);  // Phi(1 / sqrt 2)
  EXPECT_NEAR(variances / kSamples / spread, 1, 0.1);
}

TEST(Delong, FindsNoDifferenceBetweenEqualOrders) {
  Values moved = kDelongFirst;
  for (double& score : moved) score = std::exp(5 * score);
  const auto same = delong_compare(kDelongFirst, moved, kDelongLabels);
  EXPECT_EQ(same.difference, 0);
  EXPECT_EQ(same.z, 0);
  EXPECT_EQ(same.p, 1);
}

TEST(Delong, DoesNotTakePerfectOrdersForCertain) {
  const auto perfect = delong({1, 2, 3, 4}, {0, 0, 1, 1});
  EXPECT_EQ(perfect.auroc, 1);
  EXPECT_EQ(perfect.variance, 0);
  const auto opposite = delong_compare({1, 2, 3, 4}, {4, 3, 2, 1}, {0, 0, 1, 1});
  EXPECT_EQ(opposite.difference, 1);
  EXPECT_EQ(opposite.variance, 0);
  EXPECT_TRUE(std::isnan(opposite.p));
}

TEST(Delong, NeedsTwoOfEachClass) {
  EXPECT_TRUE(std::isnan(delong({1, 2}, {1, 1}).auroc));
  EXPECT_TRUE(std::isnan(delong({}, {}).auroc));
  const auto one = delong({1, 2, 3}, {0, 0, 1});
  EXPECT_EQ(one.auroc, 1);
  EXPECT_TRUE(std::isnan(one.variance));
  EXPECT_TRUE(std::isnan(delong_compare({1, 2, 3}, {3, 2, 1}, {0, 0, 1}).p));
}

TEST(Delong, RefusesOtherSizes) { EXPECT_THROW(delong({1, 2}, {1}), Error); }

}  // namespace
}  // namespace siskin::score
