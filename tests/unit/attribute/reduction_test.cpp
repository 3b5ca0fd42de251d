#include "siskin/attribute/reduction.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "siskin/seq/one_hot.hpp"
#include "siskin/util/error.hpp"

namespace siskin {
namespace {

using attribute::MapKind;
using attribute::Reduction;
using testing::ElementsAre;
using testing::FloatNear;
using testing::Pointwise;

constexpr std::size_t kLength = 5;

std::vector<float> encode(const std::string& sequence,
                          seq::Ambiguous ambiguous = seq::Ambiguous::kZero) {
  std::vector<float> onehot(4 * sequence.size());
  seq::one_hot(sequence, onehot.data(), ambiguous);
  return onehot;
}

// Gradient and mutagenesis of the test model at ACGTA, rows A, C, G, T.
const std::vector<float> kGradient{0.5F,    -0.25F,  0.125F,   -0.0625F, 0,  //
                                   -0.25F,  0.5F,    -0.0625F, 0.125F,   0,  //
                                   -0.125F, 0.125F,  -0.25F,   0.0625F,  0,  //
                                   0.125F,  -0.125F, 0.125F,   -0.25F,   0};
const std::vector<float> kDifferences{0,        -0.375F,  0.4375F, 0.1875F, 0,       //
                                      -0.75F,   0,        0.1875F, 0.4375F, 0.375F,  //
                                      -0.6875F, -0.5F,    0,       0.0625F, 0,       //
                                      -0.375F,  -0.6875F, 0.125F,  0,       -0.0625F};

std::vector<float> reduce(const std::vector<float>& map, MapKind kind, Reduction reduction) {
  return attribute::reduce(map.data(), encode("ACGTA").data(), kLength, kind, reduction);
}

TEST(Reduce, TakesTheObservedBaseOfGradients) {
  EXPECT_THAT(reduce(kGradient, MapKind::kGradient, Reduction::kObserved),
              ElementsAre(0.5F, 0.5F, -0.25F, -0.25F, 0));
}

TEST(Reduce, TakesTheObservedBaseOfHypotheticalContributionsAndPositions) {
  for (const auto kind : {MapKind::kHypothetical, MapKind::kPosition}) {
    EXPECT_THAT(reduce(kGradient, kind, Reduction::kObserved),
                ElementsAre(0.5F, 0.5F, -0.25F, -0.25F, 0));
  }
}

TEST(Reduce, TakesTheLargestChannel) {
  EXPECT_THAT(reduce(kGradient, MapKind::kGradient, Reduction::kMaxAbs),
              ElementsAre(0.5F, 0.5F, 0.25F, 0.25F, 0));
  EXPECT_THAT(reduce(kDifferences, MapKind::kDifference, Reduction::kMaxAbs),
              ElementsAre(0.75F, 0.6875F, 0.4375F, 0.4375F, 0.375F));
}

TEST(Reduce, TakesNorms) {
  EXPECT_THAT(reduce(kGradient, MapKind::kGradient, Reduction::kL1),
              ElementsAre(1, 1, 0.5625F, 0.5F, 0));
  EXPECT_THAT(reduce(kDifferences, MapKind::kDifference, Reduction::kL2),
              Pointwise(FloatNear(1e-6F), {1.084334F, 0.929129F, 0.492125F, 0.480072F, 0.380173F}));
}

TEST(Reduce, ScoresMutagenesisAgainstTheMeanOfTheFourBases) {
  EXPECT_THAT(reduce(kDifferences, MapKind::kDifference, Reduction::kObserved),
              ElementsAre(0.453125F, 0.390625F, -0.1875F, -0.171875F, -0.078125F));
}

TEST(Reduce, ScoresMutagenesisAgainstTheMeanOfTheAlternatives) {
  EXPECT_THAT(reduce(kDifferences, MapKind::kDifference, Reduction::kMeanAlternatives),
              Pointwise(FloatNear(1e-6F), {0.604167F, 0.520833F, -0.25F, -0.229167F, -0.104167F}));
  EXPECT_THROW(reduce(kGradient, MapKind::kGradient, Reduction::kMeanAlternatives), UsageError);
}

TEST(Reduce, SumsContributionsOverTheChannels) {
  // m * (x - x') from reference CATGA keeps a share in the channel of the reference.
  const std::vector<float> map{1, 0, 0, 0, 0, -3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5};
  EXPECT_THAT(reduce(map, MapKind::kContribution, Reduction::kObserved),
              ElementsAre(-2, 0, 0, 0, 5));
}

TEST(Reduce, IsZeroAtNForTheObservedBase) {
  const std::vector<float> map(20, 1.5F);
  for (const auto ambiguous : {seq::Ambiguous::kZero, seq::Ambiguous::kUniform}) {
    const auto onehot = encode("ANGTN", ambiguous);
    for (const auto kind : {MapKind::kGradient, MapKind::kContribution, MapKind::kHypothetical,
                            MapKind::kPosition, MapKind::kDifference}) {
      const auto track =
          attribute::reduce(map.data(), onehot.data(), kLength, kind, Reduction::kObserved);
      EXPECT_EQ(track[1], 0);
      EXPECT_EQ(track[4], 0);
    }
  }
}

TEST(Reduce, NeverGivesANegativeZero) {
  const std::vector<float> map(20, -0.0F);
  for (const auto reduction : {Reduction::kObserved, Reduction::kMeanAlternatives}) {
    for (const float value : reduce(map, MapKind::kDifference, reduction)) {
      EXPECT_FALSE(std::signbit(value));
    }
  }
}

TEST(ParseReduction, RefusesAnUnknownWord) {
  EXPECT_EQ(attribute::parse_reduction("l2"), Reduction::kL2);
  EXPECT_THROW(attribute::parse_reduction("sum"), UsageError);
}

}  // namespace
}  // namespace siskin
