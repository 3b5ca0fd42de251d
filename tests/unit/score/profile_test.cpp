#include "siskin/score/profile.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

TEST(MultinomialNll, IsMinusTheLogOfTheProbability) {
  // 3!/(2! 1!) 0.5^2 0.25 = 0.1875
  const std::vector<double> log_p = {std::log(0.5), std::log(0.25), std::log(0.25)};
  EXPECT_NEAR(multinomial_nll(log_p, {2, 1, 0}), -std::log(0.1875), 1e-12);
}

TEST(MultinomialNll, IsZeroWithoutReadsAndIgnoresImpossiblePlacesWithoutReads) {
  EXPECT_EQ(multinomial_nll({-INFINITY, 0}, {0, 0}), 0);
  EXPECT_NEAR(multinomial_nll({-INFINITY, 0}, {0, 7}), 0, 1e-12);
}

TEST(JensenShannonDivergence, IsZeroForTheSameShapeAndLnTwoForDisjointOnes) {
  EXPECT_NEAR(jensen_shannon_divergence({1, 2, 3}, {2, 4, 6}), 0, 1e-15);
  EXPECT_NEAR(jensen_shannon_divergence({1, 1, 0, 0}, {0, 0, 3, 1}), std::log(2), 1e-12);
}

TEST(JensenShannonDivergence, AgreesWithTheSumWrittenOut) {
  const double expected = 0.5 * (0.5 * std::log(0.5 / 0.625) + 0.5 * std::log(0.5 / 0.375)) +
                          0.5 * (0.75 * std::log(0.75 / 0.625) + 0.25 * std::log(0.25 / 0.375));
  EXPECT_NEAR(jensen_shannon_divergence({1, 1}, {3, 1}), expected, 1e-12);
  EXPECT_NEAR(jensen_shannon_divergence({3, 1}, {1, 1}), expected, 1e-12);
}

TEST(JensenShannonDivergence, IsUndefinedForAnEmptyProfile) {
  EXPECT_TRUE(std::isnan(jensen_shannon_divergence({0, 0}, {1, 1})));
}

TEST(Profile, RefusesOtherSizes) {
  EXPECT_THROW(multinomial_nll({0}, {1, 2}), Error);
  EXPECT_THROW(jensen_shannon_divergence({1}, {1, 2}), Error);
}

}  // namespace
}  // namespace siskin::score
