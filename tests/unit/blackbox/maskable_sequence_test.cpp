#include "siskin/blackbox/maskable_sequence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using blackbox::MaskableSequence;
using test::FunctionScorer;
using testing::DoubleNear;
using testing::ElementsAre;

// Cell (channel, position) counts 10 * channel + position + 1, so that nothing goes unseen.
double weighted_cells(const float* map_cl, std::size_t length) {
  double sum = 0;
  for (std::size_t i = 0; i < 4 * length; ++i) {
    const std::size_t channel = i / length;
    const std::size_t weight = 10 * channel + i % length + 1;
    sum += static_cast<double>(map_cl[i]) * static_cast<double>(weight);
  }
  return sum;
}

TEST(SinglePositions, LeaveNOut) {
  EXPECT_THAT(blackbox::single_positions(test::encode("ANGTN").data(), 5),
              ElementsAre(ElementsAre(0), ElementsAre(2), ElementsAre(3)));
  EXPECT_THAT(blackbox::single_positions(test::encode("NA", seq::Ambiguous::kUniform).data(), 2),
              ElementsAre(ElementsAre(1)));
}

TEST(PositionsOf, GoUnitByUnit) {
  EXPECT_THAT(blackbox::positions_of({{0, 4}, {1}, {3, 2}}, {2, 0}), ElementsAre(3, 2, 0, 4));
  EXPECT_TRUE(blackbox::positions_of({{0}}, {}).empty());
}

TEST(MaskableSequence, MasksWholeUnits) {
  // AAAA scores 1 + 2 + 3 + 4; C at every masked position adds 10.
  const MaskableSequence sequence{
      test::encode("AAAA"), {blackbox::constant_mask(4, {0, 1, 0, 0})}, {{0, 2}, {3}}};
  FunctionScorer scorer(weighted_cells);
  EXPECT_EQ(blackbox::score_masked(scorer, sequence, {}), 10);
  EXPECT_EQ(blackbox::score_masked(scorer, sequence, {0}), 30);
  EXPECT_EQ(blackbox::score_masked(scorer, sequence, {1}), 20);
  EXPECT_EQ(blackbox::score_masked(scorer, sequence, {0, 1}), 40);
  EXPECT_THAT(blackbox::other_units(sequence, {0}), ElementsAre(1));
  EXPECT_THAT(blackbox::all_units(sequence), ElementsAre(0, 1));
}

TEST(MaskableSequence, ScoresTheMeanOverItsMasks) {
  const MaskableSequence sequence{
      test::encode("AA"),
      {blackbox::constant_mask(2, {0, 1, 0, 0}), blackbox::constant_mask(2, {0, 0, 0, 1})},
      {{0}, {1}}};
  FunctionScorer scorer(weighted_cells);
  EXPECT_EQ(blackbox::score_masked(scorer, sequence, {1}), (1 + 12 + 1 + 32) / 2.0);
  const auto walk = blackbox::masking_walk(scorer, sequence, {0, 1});
  EXPECT_THAT(walk->scores(), ElementsAre((11 + 2 + 31 + 2) / 2.0, (1 + 12 + 1 + 32) / 2.0));
  walk->make(1);
  EXPECT_THAT(walk->scores(), ElementsAre((11 + 12 + 31 + 32) / 2.0));
}

TEST(MaskingWalk, MasksWhatIsNoCandidateFromTheStart) {
  const auto sequence = blackbox::every_base(test::encode("AAA"), blackbox::constant_mask(3, {}));
  FunctionScorer scorer(weighted_cells);
  const auto walk = blackbox::masking_walk(scorer, sequence, {0, 2});
  EXPECT_THAT(walk->scores(), ElementsAre(3, 1));
}

TEST(RandomMask, DrawsBasesAsOftenAsTheirFrequencies) {
  util::Random random(3);
  const std::size_t length = 20000;
  const auto mask = blackbox::random_mask(length, {0.1F, 0.2F, 0.3F, 0.4F}, random);
  std::array<double, 4> counts{};
  for (const auto& column : mask) {
    float sum = 0;
    for (std::size_t base = 0; base < 4; ++base) {
      counts[base] += static_cast<double>(column[base]);
      sum += column[base];
    }
    ASSERT_EQ(sum, 1);
  }
  // Four standard deviations of a share of 0.4.
  const double tolerance = 4 * 0.0035;
  for (std::size_t base = 0; base < 4; ++base) {
    EXPECT_THAT(counts[base] / static_cast<double>(length),
                DoubleNear(0.1 * static_cast<double>(base + 1), tolerance));
  }
}

}  // namespace
}  // namespace siskin
