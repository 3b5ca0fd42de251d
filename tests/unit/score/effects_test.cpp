#include "siskin/score/effects.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

// Rows A C G T over two positions.
constexpr float kMap[] = {1, 2, 10, 20, 100, 200, 1000, 2000};

std::string message_of(const Substitution& one) {
  try {
    predicted_effects(kMap, 2, {one});
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(PredictedEffects, AreDifferencesOfBasesAtThePosition) {
  const auto effects = predicted_effects(kMap, 2, {{0, 0, 1, 0}, {1, 3, 2, 0}, {1, 0, 0, 0}});
  EXPECT_THAT(effects, testing::ElementsAre(9, -1800, 0));
}

TEST(PredictedEffects, AddUpOverAnyPathOfSubstitutions) {
  const auto effects = predicted_effects(kMap, 2, {{1, 0, 1, 0}, {1, 1, 3, 0}, {1, 0, 3, 0}});
  EXPECT_DOUBLE_EQ(effects[0] + effects[1], effects[2]);
}

TEST(PredictedEffects, RefusePositionsOutsideOfTheMap) {
  EXPECT_THAT(message_of({2, 0, 1, 0}), testing::HasSubstr("at position 2, expected less than"));
}

TEST(PredictedEffects, RefuseAmbiguousLetters) {
  EXPECT_THAT(message_of({0, 4, 1, 0}), testing::HasSubstr("ambiguous"));
  EXPECT_THAT(message_of({0, 1, 4, 0}), testing::HasSubstr("ambiguous"));
}

// Sizes 3 2 2 1 with strong 1 0 1 0: pairs (3 > 2), (3 > 1), (2 = 2), (2 > 1).
TEST(FindStrongEffects, RanksSizesAndComparesSigns) {
  const auto found = find_strong_effects({-3, 2, -2, 1}, {-5, 0.1, 4, 0.2}, {1, 0, 1, 0});
  EXPECT_DOUBLE_EQ(found.auroc, 3.5 / 4);
  EXPECT_NEAR(found.average_precision, 0.5 * 1 + 0.5 * 2 / 3, 1e-15);
  EXPECT_NEAR(found.aupr, 0.5 * 1 + 0.5 * 0.5 * (1 + 2.0 / 3), 1e-15);
  EXPECT_DOUBLE_EQ(found.same_sign, 0.5);
  EXPECT_EQ(found.count, 2U);
}

TEST(FindStrongEffects, GivesNoSignToZero) {
  EXPECT_EQ(find_strong_effects({0, 1}, {3, 1}, {1, 0}).same_sign, 0);
}

TEST(FindStrongEffects, NeedsStrongAndOthers) {
  const auto none = find_strong_effects({1, 2}, {1, 2}, {0, 0});
  EXPECT_TRUE(std::isnan(none.auroc));
  EXPECT_TRUE(std::isnan(none.same_sign));
  EXPECT_EQ(none.count, 0U);
  const auto all = find_strong_effects({1, 2}, {1, 2}, {1, 1});
  EXPECT_TRUE(std::isnan(all.auroc));
  EXPECT_EQ(all.same_sign, 1);
  EXPECT_THROW(find_strong_effects({1}, {1, 2}, {0}), Error);
  EXPECT_THROW(find_strong_effects({1}, {1}, {0, 1}), Error);
}

TEST(MeasuredEffects, KeepTheirOrder) {
  EXPECT_THAT(measured_effects({{0, 0, 1, 0.5}, {1, 0, 1, -2}}), testing::ElementsAre(0.5, -2));
}

}  // namespace
}  // namespace siskin::score
