#include "siskin/motif/pattern_divergence.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin {
namespace {

using motif::pattern_divergence;

seq::Motif motif_of(const std::vector<std::array<double, 4>>& rows) {
  seq::Motif motif;
  motif.rows = rows;
  return motif;
}

// A, then C or G, then T.
const seq::Motif kThreeRows = motif_of({{1, 0, 0, 0}, {0, 0.5, 0.5, 0}, {0, 0, 0, 1}});

// Worked out with another implementation of the published definition.
TEST(PatternDivergence, IsSmallestWhereThePatternCoversTheMotif) {
  const auto covered = pattern_divergence("NNACTNN", kThreeRows);
  EXPECT_EQ(covered.start, 2U);
  EXPECT_NEAR(covered.mean_log_match, -0.333337, 1e-6);
  EXPECT_NEAR(covered.nats, 0.693155, 1e-6);
  EXPECT_NEAR(pattern_divergence("NNACNNN", kThreeRows).nats, 9.668494, 1e-6);
  EXPECT_NEAR(pattern_divergence("NNANTNG", kThreeRows).nats, 7.254337, 1e-6);
  const auto nothing = pattern_divergence("NNNNNNN", kThreeRows);
  EXPECT_EQ(nothing.start, 0U);
  EXPECT_NEAR(nothing.nats, 23.818720, 1e-6);
}

TEST(PatternDivergence, CostsLnFourForABaseOutsideTheMotif) {
  const double covered = pattern_divergence("NNACTNN", kThreeRows).nats;
  EXPECT_NEAR(pattern_divergence("NNACTNG", kThreeRows).nats, covered + std::log(4.0), 1e-12);
  EXPECT_NEAR(pattern_divergence("CNACTNG", kThreeRows).nats, covered + 2 * std::log(4.0), 1e-12);
}

TEST(PatternDivergence, IsZeroForAMotifThatSaysNothing) {
  const auto flat = motif_of({{0.25, 0.25, 0.25, 0.25}, {0.25, 0.25, 0.25, 0.25}});
  EXPECT_NEAR(pattern_divergence("NNNN", flat).nats, 0, 1e-12);
  EXPECT_NEAR(pattern_divergence("NGNN", flat).nats, std::log(4.0), 1e-12);
}

TEST(PatternDivergence, FollowsAPatternThatMoves) {
  util::Random random(7);
  for (int turn = 0; turn < 200; ++turn) {
    std::string pattern(3, 'N');
    for (auto& letter : pattern) letter = "ACGT"[random.below(4)];
    const std::size_t shift = random.below(8);
    const auto here = pattern_divergence(pattern + std::string(9, 'N'), kThreeRows);
    const auto there = pattern_divergence(
        std::string(shift, 'N') + pattern + std::string(9 - shift, 'N'), kThreeRows);
    EXPECT_GE(here.nats, 0);
    // Moving right never takes the place away from it that it had at the left end.
    EXPECT_GE(there.mean_log_match, here.mean_log_match - 1e-12) << pattern << ' ' << shift;
    EXPECT_LE(here.mean_log_match, 0);
  }
}

TEST(PatternDivergence, RefusesAWindowThatIsTooShort) {
  EXPECT_THROW(pattern_divergence("AC", kThreeRows), Error);
  EXPECT_THROW(pattern_divergence("AC", seq::Motif{}), Error);
}

}  // namespace
}  // namespace siskin
