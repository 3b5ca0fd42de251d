#include "siskin/score/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace siskin::score {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kDistributionNan = std::numeric_limits<double>::quiet_NaN();

TEST(NormalP, IsTheComplementaryErrorFunction) {
  for (const double z : {-3.0, -0.4, 0.0, 1.0, 1.96, 8.0}) {
    EXPECT_NEAR(normal_p(z, Alternative::kTwoSided), std::erfc(std::abs(z) / std::sqrt(2.0)),
                1e-15);
    EXPECT_NEAR(normal_p(z, Alternative::kGreater), std::erfc(z / std::sqrt(2.0)) / 2, 1e-15);
    EXPECT_NEAR(normal_p(z, Alternative::kLess), std::erfc(-z / std::sqrt(2.0)) / 2, 1e-15);
  }
}

TEST(NormalP, KeepsItsPrecisionFarOut) {
  // erfc(20 / sqrt 2) / 2 by its asymptotic series
  EXPECT_NEAR(normal_p(20, Alternative::kGreater) / 2.753624118606234e-89, 1, 1e-12);
}

TEST(StudentP, IsTheArcTangentForOneDegreeOfFreedom) {
  for (const double t : {0.0, 0.3, 1.0, 12.0}) {
    const double above = 0.5 - std::atan(t) / std::acos(-1.0);
    EXPECT_NEAR(student_p(t, 1, Alternative::kGreater), above, 1e-14);
    EXPECT_NEAR(student_p(t, 1, Alternative::kTwoSided), 2 * above, 1e-14);
    EXPECT_NEAR(student_p(-t, 1, Alternative::kLess), above, 1e-14);
  }
}

TEST(StudentP, HasAClosedFormForTwoDegreesOfFreedom) {
  for (const double t : {0.1, 2.0, 30.0})
    EXPECT_NEAR(student_p(t, 2, Alternative::kTwoSided), 1 - t / std::sqrt(2 + t * t), 1e-14);
}

// The density integrated by Simpson's rule over two million steps.
TEST(StudentP, AgreesWithTheIntegralOfTheDensity) {
  EXPECT_NEAR(student_p(1.7, 5, Alternative::kGreater), 0.0749383934241624, 1e-11);
  EXPECT_NEAR(student_p(2.2, 7.3, Alternative::kGreater), 0.0310845827000124, 1e-11);
}

TEST(StudentP, GoesToItsLimitsForInfiniteT) {
  EXPECT_EQ(student_p(kInfinity, 3, Alternative::kTwoSided), 0);
  EXPECT_EQ(student_p(kInfinity, 3, Alternative::kGreater), 0);
  EXPECT_EQ(student_p(kInfinity, 3, Alternative::kLess), 1);
  EXPECT_EQ(normal_p(-kInfinity, Alternative::kGreater), 1);
  EXPECT_EQ(normal_p(-kInfinity, Alternative::kLess), 0);
}

TEST(StudentP, IsNotDefinedWithoutANumber) {
  EXPECT_TRUE(std::isnan(student_p(kDistributionNan, 3, Alternative::kTwoSided)));
  EXPECT_TRUE(std::isnan(student_p(1, kDistributionNan, Alternative::kTwoSided)));
  EXPECT_TRUE(std::isnan(normal_p(kDistributionNan, Alternative::kLess)));
}

TEST(Quantiles, UndoTheProbabilities) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(student_quantile(0.975, 1), std::tan(0.475 * std::acos(-1.0)), 1e-9);
  for (const double p : {0.6, 0.95, 0.999}) {
    EXPECT_NEAR(normal_p(normal_quantile(p), Alternative::kLess), p, 1e-14);
    EXPECT_NEAR(student_p(student_quantile(p, 4.5), 4.5, Alternative::kLess), p, 1e-12);
  }
  EXPECT_DOUBLE_EQ(upper_quantile(0.95), 0.975);
}

}  // namespace
}  // namespace siskin::score
