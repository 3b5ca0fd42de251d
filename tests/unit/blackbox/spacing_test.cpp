#include "siskin/blackbox/spacing.hpp"

#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using blackbox::SpacingScan;

// 1 for AA anywhere, 2 for CG anywhere, 4 more where CG begins four bases behind AA.
double cooperating(const float* map_cl, std::size_t length) {
  const auto has = [&](std::size_t base, std::size_t position) {
    return position < length && map_cl[base * length + position] == 1;
  };
  double first = 0;
  double second = 0;
  double pair = 0;
  for (std::size_t i = 0; i + 1 < length; ++i) {
    const bool is_first = has(0, i) && has(0, i + 1);
    if (is_first) first = 1;
    if (has(1, i) && has(2, i + 1)) second = 2;
    if (is_first && has(1, i + 4) && has(2, i + 5)) pair = 4;
  }
  return first + second + pair;
}

TEST(ScanSpacing, FindsTheDistanceAtWhichMotifsCooperate) {
  test::FunctionScorer scorer(cooperating);
  const SpacingScan scan{"AA", "CG", 6, {-4, 2, 4, 6}};
  auto effects = blackbox::spacing_effects(scan, 14);
  ASSERT_EQ(effects.size(), 16U);
  for (const char* background : {"GTGTGTGTGTGTGT", "TGTGTGTGTGTGTG"}) {
    blackbox::add_spacing(blackbox::scan_spacing(scorer, test::encode(background), scan), effects);
  }
  EXPECT_EQ(scorer.evaluations, 2U * (3 + 6 * 4));
  for (const auto& effect : effects) {
    // TT is no motif; CG reads the same on both strands.
    const bool is_plus = effect.orientation[0] == '+';
    const bool meets = is_plus && effect.distance == 4;
    EXPECT_EQ(effect.first.mean(), is_plus ? 1 : 0) << effect.orientation;
    EXPECT_EQ(effect.second.mean(), 2);
    EXPECT_EQ(effect.interaction.mean(), meets ? 4 : 0) << effect.distance;
    EXPECT_EQ(effect.joint.mean(), (is_plus ? 3 : 2) + (meets ? 4 : 0));
    EXPECT_EQ(effect.joint.count(), 2U);
    EXPECT_EQ(effect.joint.deviation(), 0);
  }
  EXPECT_EQ(effects[0].distance, -4);
  EXPECT_EQ(effects[1].orientation, "+-");
}

TEST(ScanSpacing, HasNoInteractionInALinearModel) {
  util::Random random(6);
  test::FunctionScorer scorer(test::random_network(20, 0, random));
  const SpacingScan scan{"ACG", "NTT", 8, {-3, 3, 9}};
  auto effects = blackbox::spacing_effects(scan, 20);
  const auto background = test::encode(test::random_bases(20, random));
  blackbox::add_spacing(blackbox::scan_spacing(scorer, background, scan), effects);
  for (const auto& effect : effects) EXPECT_NEAR(effect.interaction.mean(), 0, 1e-9);
}

TEST(SpacingEffects, RefuseOverlapsAndEnds) {
  for (const std::int64_t distance : {-1, 0, 2, 9, -7}) {
    EXPECT_THROW(blackbox::spacing_effects({"AAA", "CG", 6, {distance}}, 14), Error) << distance;
  }
  EXPECT_NO_THROW(blackbox::spacing_effects({"AAA", "CG", 6, {-6, -2, 3, 6}}, 14));
  EXPECT_THROW(blackbox::spacing_effects({"AAA", "CG", 12, {}}, 14), Error);
}

TEST(Moments, AreThoseOfTheirFormulas) {
  blackbox::Moments moments;
  EXPECT_TRUE(std::isnan(moments.mean()));
  for (const double value : {1.0, 2.0, 6.0}) moments.add(value);
  EXPECT_DOUBLE_EQ(moments.mean(), 3);
  EXPECT_DOUBLE_EQ(moments.deviation(), std::sqrt(7));
  EXPECT_DOUBLE_EQ(moments.error(), std::sqrt(7.0 / 3));
}

}  // namespace
}  // namespace siskin
