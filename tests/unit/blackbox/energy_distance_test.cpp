#include "siskin/blackbox/energy_distance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "siskin/util/random.hpp"

namespace siskin {
namespace {

using blackbox::energy_distance;
using PositionList = std::vector<std::int64_t>;

double mean_gap(const PositionList& a, const PositionList& b) {
  double sum = 0;
  for (const auto x : a) {
    for (const auto y : b) sum += static_cast<double>(std::abs(x - y));
  }
  return sum / static_cast<double>(a.size() * b.size());
}

// The definition, pair by pair.
double slow_energy_distance(const PositionList& a, const PositionList& b) {
  return std::sqrt(std::max(0.0, 2 * mean_gap(a, b) - mean_gap(a, a) - mean_gap(b, b)));
}

TEST(EnergyDistance, OfSmallSets) {
  EXPECT_NEAR(energy_distance({0}, {5}), 3.162278, 1e-6);
  EXPECT_NEAR(energy_distance({0, 2}, {1}), 1, 1e-12);
  EXPECT_NEAR(energy_distance({0, 1, 2}, {10, 11, 12}), 4.268749, 1e-6);
  EXPECT_NEAR(energy_distance({0, 1, 2}, {0, 1, 3}), 0.471405, 1e-6);
  EXPECT_EQ(energy_distance({-3, 7}, {-3, 7}), 0);
}

TEST(EnergyDistance, CountsAPositionThatStandsTwiceTwice) {
  EXPECT_NEAR(energy_distance({1, 1, 2}, {1, 2}), slow_energy_distance({1, 1, 2}, {1, 2}), 1e-12);
  EXPECT_EQ(energy_distance({1, 1, 2, 2}, {1, 2}), 0);
}

TEST(EnergyDistance, EqualsItsDefinition) {
  util::Random random(5);
  for (int round = 0; round < 500; ++round) {
    PositionList a(1 + random.below(20));
    PositionList b(1 + random.below(20));
    for (auto* const list : {&a, &b}) {
      for (auto& position : *list) position = static_cast<std::int64_t>(random.below(200)) - 100;
      std::sort(list->begin(), list->end());
    }
    EXPECT_NEAR(energy_distance(a, b), slow_energy_distance(a, b), 1e-6);
    EXPECT_DOUBLE_EQ(energy_distance(a, b), energy_distance(b, a));
  }
}

TEST(PositionMetric, ComparesTheListsItHolds) {
  const blackbox::PositionMetric metric({{0, 2}, {1}, {1, 3}});
  EXPECT_EQ(metric.size(), 3U);
  EXPECT_NEAR(metric.distance(0, 1), 1, 1e-12);
  EXPECT_NEAR(metric.distance(1, 2), 1, 1e-12);
  EXPECT_NEAR(metric.distance(0, 2), slow_energy_distance({0, 2}, {1, 3}), 1e-12);
  EXPECT_FALSE(metric.distance_within(0, 1, 0.99).has_value());
  EXPECT_TRUE(metric.distance_within(0, 1, 1.01).has_value());
}

}  // namespace
}  // namespace siskin
