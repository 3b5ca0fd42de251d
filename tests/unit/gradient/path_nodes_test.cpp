#include "siskin/gradient/path_nodes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "siskin/util/error.hpp"

namespace siskin {
namespace {

using gradient::PathRule;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

double integral_of_power(const gradient::PathNodes& nodes, int power) {
  double sum = 0;
  for (std::size_t i = 0; i < nodes.positions.size(); ++i) {
    sum += nodes.weights[i] * std::pow(nodes.positions[i], power);
  }
  return sum;
}

TEST(PathNodes, HoldTheirDefinition) {
  EXPECT_THAT(gradient::path_nodes(PathRule::kLeft, 4).positions, ElementsAre(0, 0.25, 0.5, 0.75));
  EXPECT_THAT(gradient::path_nodes(PathRule::kRight, 4).positions, ElementsAre(0.25, 0.5, 0.75, 1));
  EXPECT_THAT(gradient::path_nodes(PathRule::kMiddle, 4).positions,
              ElementsAre(0.125, 0.375, 0.625, 0.875));
  EXPECT_THAT(gradient::path_nodes(PathRule::kMiddle, 4).weights,
              ElementsAre(0.25, 0.25, 0.25, 0.25));
  const auto trapezoid = gradient::path_nodes(PathRule::kTrapezoid, 4);
  EXPECT_THAT(trapezoid.positions, ElementsAre(0, 0.25, 0.5, 0.75, 1));
  EXPECT_THAT(trapezoid.weights, ElementsAre(0.125, 0.25, 0.25, 0.25, 0.125));
}

TEST(PathNodes, WeighOneInAll) {
  for (const auto rule : {PathRule::kMiddle, PathRule::kGaussLegendre, PathRule::kLeft,
                          PathRule::kRight, PathRule::kTrapezoid}) {
    for (const std::int64_t steps : {1, 2, 3, 20, 50, 301}) {
      const auto weights = gradient::path_nodes(rule, steps).weights;
      EXPECT_NEAR(std::accumulate(weights.begin(), weights.end(), 0.0), 1, 1e-12);
    }
  }
}

TEST(PathNodes, GaussLegendreHasTheTabulatedRoots) {
  // Abramowitz & Stegun, table 25.4, moved to [0, 1].
  const auto two = gradient::path_nodes(PathRule::kGaussLegendre, 2);
  EXPECT_THAT(two.positions, Pointwise(DoubleNear(1e-15),
                                       {(1 - 0.577350269189626) / 2, (1 + 0.577350269189626) / 2}));
  const auto five = gradient::path_nodes(PathRule::kGaussLegendre, 5);
  EXPECT_THAT(
      five.positions,
      Pointwise(DoubleNear(1e-15), {(1 - 0.906179845938664) / 2, (1 - 0.538469310105683) / 2, 0.5,
                                    (1 + 0.538469310105683) / 2, (1 + 0.906179845938664) / 2}));
  EXPECT_THAT(five.weights,
              Pointwise(DoubleNear(1e-15),
                        {0.236926885056189 / 2, 0.478628670499366 / 2, 0.568888888888889 / 2,
                         0.478628670499366 / 2, 0.236926885056189 / 2}));
}

TEST(PathNodes, GaussLegendreIsExactForPolynomials) {
  for (const int steps : {1, 3, 10, 50}) {
    const auto nodes = gradient::path_nodes(PathRule::kGaussLegendre, steps);
    for (int power = 0; power < 2 * steps; ++power) {
      EXPECT_NEAR(integral_of_power(nodes, power), 1.0 / (power + 1), 1e-13);
    }
    EXPECT_GT(std::abs(integral_of_power(nodes, 2 * steps) - 1.0 / (2 * steps + 1)),
              steps < 10 ? 1e-6 : 0);
  }
}

TEST(PathNodes, MiddleAndTrapezoidAreExactForLines) {
  for (const auto rule : {PathRule::kMiddle, PathRule::kTrapezoid}) {
    EXPECT_NEAR(integral_of_power(gradient::path_nodes(rule, 7), 1), 0.5, 1e-15);
  }
}

TEST(ParsePathRule, RefusesAnUnknownWord) {
  EXPECT_EQ(gradient::parse_path_rule("trapezoid"), PathRule::kTrapezoid);
  EXPECT_THROW(gradient::parse_path_rule("simpson"), UsageError);
}

}  // namespace
}  // namespace siskin
