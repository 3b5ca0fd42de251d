#include "siskin/motif/isotonic.hpp"

#include <gtest/gtest.h>

namespace siskin::motif {
namespace {

std::vector<double> fitted(const std::vector<Observation>& observations) {
  std::vector<double> values;
  for (const auto& one : isotonic_fit(observations)) values.push_back(one.y);
  return values;
}

TEST(IsotonicFit, LeavesWhatRises) {
  EXPECT_EQ(fitted({{1, 0, 1}, {2, 3, 1}, {3, 7, 1}}), (std::vector<double>{0, 3, 7}));
  EXPECT_TRUE(isotonic_fit({}).empty());
}

// The textbook case: 1 3 2 4 3 5 pools (3 2) and (4 3).
TEST(IsotonicFit, PoolsWhatFalls) {
  EXPECT_EQ(fitted({{1, 1, 1}, {2, 3, 1}, {3, 2, 1}, {4, 4, 1}, {5, 3, 1}, {6, 5, 1}}),
            (std::vector<double>{1, 2.5, 2.5, 3.5, 3.5, 5}));
  EXPECT_EQ(fitted({{1, 6, 1}, {2, 3, 1}, {3, 0, 1}}), (std::vector<double>{3, 3, 3}));
}

TEST(IsotonicFit, WeighsTheObservations) {
  EXPECT_EQ(fitted({{1, 4, 3}, {2, 0, 1}}), (std::vector<double>{3, 3}));
}

TEST(IsotonicFit, GivesEqualXOneValueAndSorts) {
  // x = 1 holds 0 and 1, then x = 2 holds 0.2: 0.5 > 0.2 pools to (0 + 1 + 0.2) / 3.
  const auto values = fitted({{2, 0.2, 1}, {1, 0, 1}, {1, 1, 1}});
  for (const double value : values) EXPECT_NEAR(value, 0.4, 1e-12);
}

}  // namespace
}  // namespace siskin::motif
