#include "siskin/blackbox/masks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin {
namespace {

using blackbox::Column;
using blackbox::MaskKind;
using blackbox::MaskSource;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(MaskSource, KnowsConstantColumns) {
  const Column quarter{0.25F, 0.25F, 0.25F, 0.25F};
  EXPECT_THAT(MaskSource().mask(2), ElementsAre(quarter, quarter));
  EXPECT_THAT(MaskSource(MaskKind::kZero).mask(1), ElementsAre(Column{}));
  EXPECT_FALSE(MaskSource().needs_counts());
  EXPECT_FALSE(MaskSource(MaskKind::kZero).needs_counts());
}

TEST(MaskSource, CountsBases) {
  MaskSource source(MaskKind::kBaseFrequency);
  EXPECT_TRUE(source.needs_counts());
  source.count("AACGN", "r");
  source.count("aaTGc", "r");  // A 4, C 2, G 2, T 1
  EXPECT_FALSE(source.needs_counts());
  const Column expected{4.0F / 9, 2.0F / 9, 2.0F / 9, 1.0F / 9};
  EXPECT_THAT(source.mask(1), ElementsAre(expected));
  EXPECT_THAT(MaskSource::of_frequencies({4, 2, 2, 1}).mask(1), ElementsAre(expected));
}

TEST(MaskSource, CountsBasesOfEachPosition) {
  MaskSource source(MaskKind::kPositionMean);
  source.count("ACN", "r");
  source.count("AGN", "r");
  EXPECT_THAT(source.mask(3), ElementsAre(Column{1, 0, 0, 0}, Column{0, 0.5F, 0.5F, 0},
                                          Column{0.25F, 0.25F, 0.25F, 0.25F}));
  EXPECT_THAT(test::error_message([&] { source.count("AC", "x.fa: record r"); }),
              HasSubstr("x.fa: record r: found 2 bases, expected the 3"));
  EXPECT_THROW(source.mask(2), Error);
}

TEST(MaskSource, RefusesFrequenciesOfNothing) {
  EXPECT_THROW(MaskSource::of_frequencies({0, 0, 0, 0}), Error);
  EXPECT_THROW(MaskSource::of_frequencies({1, -1, 1, 1}), Error);
}

TEST(ParseMaskKind, KnowsItsWords) {
  EXPECT_EQ(blackbox::parse_mask_kind("uniform"), MaskKind::kUniform);
  EXPECT_EQ(blackbox::parse_mask_kind("zero"), MaskKind::kZero);
  EXPECT_EQ(blackbox::parse_mask_kind("base-frequency"), MaskKind::kBaseFrequency);
  EXPECT_EQ(blackbox::parse_mask_kind("position-mean"), MaskKind::kPositionMean);
  EXPECT_THROW(blackbox::parse_mask_kind("mean"), UsageError);
}

}  // namespace
}  // namespace siskin
