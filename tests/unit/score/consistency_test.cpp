#include "siskin/score/consistency.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/error_message.hpp"

namespace siskin::score {
namespace {

using testing::ElementsAre;

constexpr std::size_t kMaps = 12;
constexpr std::size_t kBases = 40;

std::vector<float> irregular_map(std::size_t n) {
  std::vector<float> map;
  for (std::size_t base = 0; base < 4; ++base) {
    for (std::size_t i = 0; i < kBases; ++i)
      map.push_back(static_cast<float>((n * 7 + base * 5 + i * 3) * (i + n + 2 * base + 1) % 23) -
                    11);
  }
  return map;
}

std::vector<float> irregular_onehot(std::size_t n) {
  std::vector<float> onehot(4 * kBases, 0);
  for (std::size_t i = 0; i < kBases; ++i) onehot[(n * i + i * i) % 4 * kBases + i] = 1;
  return onehot;
}

WindowDirections directions(std::size_t window, bool observed) {
  WindowDirections result(window);
  for (std::size_t n = 0; n < kMaps; ++n) {
    const auto corrected = corrected_map(irregular_map(n).data(), kBases);
    result.add(observed ? observed_map(corrected, irregular_onehot(n).data()) : corrected);
  }
  return result;
}

TEST(SimplexAngles, AreThoseOfTheFormula) {
  // Columns: on the plane, along its normal, one base alone (1/2: 30 degrees), zeros, (3,1,0,0).
  const std::vector<float> gradient = {1,  -1, 5, 0, 3,   // A
                                       -1, -1, 0, 0, 1,   // C
                                       2,  -1, 0, 0, 0,   // G
                                       -2, -1, 0, 0, 0};  // T
  const auto angles = simplex_angles(gradient.data(), 5);
  ASSERT_EQ(angles.size(), 4U);
  EXPECT_NEAR(angles[0], 0, 1e-12);
  EXPECT_NEAR(angles[1], 90, 1e-5);
  EXPECT_NEAR(angles[2], 30, 1e-12);
  EXPECT_NEAR(std::sin(angles[3] * 3.14159265358979323846 / 180), 2 / std::sqrt(10), 1e-12);
}

TEST(WindowDirections, HaveTheDivergenceOfNumPy) {
  // The published formulas written anew over whole arrays, double precision.
  EXPECT_NEAR(directions(6, false).divergence(0.1), 2.2011999403631495, 1e-6);
  EXPECT_NEAR(directions(8, true).divergence(0.1), 2.1446734948180106, 1e-6);
  EXPECT_NEAR(directions(1, true).divergence(0.5), 3.0319104392712015, 1e-6);
  EXPECT_EQ(directions(6, false).bases(), kMaps * kBases);
}

TEST(WindowDirections, DoNotCareForTheScaleOfAMap) {
  WindowDirections plain(3);
  WindowDirections scaled(3);
  for (std::size_t n = 0; n < kMaps; ++n) {
    auto map = corrected_map(irregular_map(n).data(), kBases);
    plain.add(map);
    for (double& value : map) value *= static_cast<double>(1 << n);
    scaled.add(map);
  }
  EXPECT_DOUBLE_EQ(plain.divergence(0.2), scaled.divergence(0.2));
}

TEST(WindowDirections, OfOnePatternStandOutOfTheirBackground) {
  // All weight in one box: its 6 x 6 background holds it once, so the divergence is log 36.
  WindowDirections one(1);
  std::vector<double> map(40, 0);
  map[10 + 3] = 1;    // C
  map[20 + 3] = 0.3;  // and some G
  map[20 + 7] = 0.2;
  one.add(map);
  EXPECT_NEAR(one.divergence(0.1), std::log(36), 1e-9);
}

TEST(WindowDirections, AreNotDefinedWithoutWindows) {
  WindowDirections none(6);
  EXPECT_TRUE(std::isnan(none.divergence(0.5)));
  none.add(std::vector<double>(40, 0));
  EXPECT_TRUE(std::isnan(none.divergence(0.5)));
  EXPECT_TRUE(std::isnan(none.divergence(0.01)));
}

TEST(CorrectedMap, SumsToZeroOverTheBases) {
  const std::vector<float> map = {1, 2, 3, 4, 5, 6, 7, 0};
  EXPECT_THAT(corrected_map(map.data(), 2), ElementsAre(-3, -1, -1, 1, 1, 3, 3, -3));
  const std::vector<float> onehot = {1, 0, 0, 0, 0, 0, 0, 1};
  EXPECT_THAT(observed_map(corrected_map(map.data(), 2), onehot.data()),
              ElementsAre(-3, 0, 0, 0, 0, 0, 0, -3));
}

TEST(ColumnRangeCosine, ComparesShiftedColumns) {
  const std::vector<double> one = {9, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  const std::vector<double> other = {1, 2, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  EXPECT_DOUBLE_EQ(column_range_cosine(one, other, 1), 1);
  EXPECT_NEAR(column_range_cosine(one, other, 0), 29.0 / 86, 1e-12);
  EXPECT_EQ(column_range_cosine(one, std::vector<double>(12, 0), 0), 0);
  EXPECT_THAT(test::error_message([&] {
                column_range_cosine(one, {1, 2, 3, 4}, 0);
              }),
              testing::HasSubstr("12 and 4 values"));
}

}  // namespace
}  // namespace siskin::score
