#include "siskin/score/subsets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using Spans = std::vector<Span>;

Spans random_spans(util::Random& random, std::size_t count) {
  Spans spans;
  for (std::size_t i = 0; i < count; ++i) {
    const auto start = static_cast<std::int64_t>(random.below(40));
    spans.emplace_back(start, start + 1 + static_cast<std::int64_t>(random.below(8)));
  }
  return spans;
}

std::set<std::int64_t> bases_of(const Spans& spans) {
  std::set<std::int64_t> bases;
  for (const Span& span : spans) {
    for (auto base = span.first; base < span.second; ++base) bases.insert(base);
  }
  return bases;
}

TEST(MergeSpans, JoinsWhatOverlapsOrTouches) {
  EXPECT_THAT(merge_spans({{8, 9}, {0, 3}, {3, 5}, {1, 2}}),
              testing::ElementsAre(Span{0, 5}, Span{8, 9}));
  EXPECT_TRUE(merge_spans({}).empty());
}

TEST(SharedBases, EqualsTheIntersectionOfSetsOfBases) {
  util::Random random(11);
  for (int round = 0; round < 50; ++round) {
    const Spans a = random_spans(random, 5);
    const Spans b = random_spans(random, 4);
    std::int64_t expected = 0;
    for (const auto base : bases_of(a)) expected += bases_of(b).count(base) != 0 ? 1 : 0;
    EXPECT_EQ(shared_bases(merge_spans(a), merge_spans(b)), expected);
    EXPECT_EQ(base_count(merge_spans(a)), static_cast<std::int64_t>(bases_of(a).size()));
  }
}

// Sites 0-8 and 20-24. The first subset holds 2 bases of the first site and one outside, the second
// lies within the second site.
TEST(CountSubsets, CountsASmallCaseByHand) {
  const auto counts = count_subsets({{0, 8}, {20, 24}}, {{{0, 2}, {10, 11}}, {{21, 24}}}, 0.25);
  EXPECT_EQ(counts.subsets, 2);
  EXPECT_EQ(counts.subsets_inside, 1);
  EXPECT_EQ(counts.sites, 2);
  EXPECT_EQ(counts.sites_hit, 2);
  EXPECT_EQ(counts.subset_bases, 6);
  EXPECT_EQ(counts.site_bases, 12);
  EXPECT_EQ(counts.common_bases, 5);
  EXPECT_DOUBLE_EQ(counts.base_precision(), 5.0 / 6);
  EXPECT_DOUBLE_EQ(counts.base_recall(), 5.0 / 12);
  EXPECT_DOUBLE_EQ(counts.f1(), 10.0 / 18);
  EXPECT_DOUBLE_EQ(counts.site_recall(), 1);
  EXPECT_DOUBLE_EQ(counts.subset_precision(), 0.5);
}

TEST(CountSubsets, DemandsTheCoverOfASiteFromOneSingleSubset) {
  const std::vector<Spans> two_halves = {{{0, 2}}, {{2, 4}}};
  EXPECT_EQ(count_subsets({{0, 8}}, two_halves, 0.25).sites_hit, 1);
  EXPECT_EQ(count_subsets({{0, 8}}, two_halves, 0.3).sites_hit, 0);
  EXPECT_EQ(count_subsets({{0, 8}}, {{{0, 2}, {5, 6}}}, 0.3).sites_hit, 1);
}

TEST(CountSubsets, CountsBasesOfOverlappingSitesOnce) {
  const auto counts = count_subsets({{0, 6}, {4, 10}}, {{{4, 6}}}, 0.25);
  EXPECT_EQ(counts.site_bases, 10);
  EXPECT_EQ(counts.sites_hit, 2);
  EXPECT_EQ(counts.subsets_inside, 1);
}

TEST(CountSubsets, DefinesNoRatioOverNothing) {
  const auto nothing = count_subsets({}, {}, 0.25);
  EXPECT_TRUE(std::isnan(nothing.base_precision()));
  EXPECT_TRUE(std::isnan(nothing.base_recall()));
  EXPECT_TRUE(std::isnan(nothing.f1()));
  EXPECT_TRUE(std::isnan(nothing.site_recall()));
  EXPECT_TRUE(std::isnan(nothing.subset_precision()));
  const auto no_sites = count_subsets({}, {{{3, 5}}}, 0.25);
  EXPECT_DOUBLE_EQ(no_sites.base_precision(), 0);
  EXPECT_DOUBLE_EQ(no_sites.f1(), 0);
}

TEST(SubsetCounts, AddUpForPooledFigures) {
  auto counts = count_subsets({{0, 4}}, {{{0, 4}}}, 0.5);
  counts += count_subsets({{0, 12}}, {{{20, 24}}}, 0.5);
  EXPECT_DOUBLE_EQ(counts.base_precision(), 0.5);
  EXPECT_DOUBLE_EQ(counts.base_recall(), 0.25);
  EXPECT_DOUBLE_EQ(counts.site_recall(), 0.5);
  EXPECT_DOUBLE_EQ(counts.subset_precision(), 0.5);
}

}  // namespace
}  // namespace siskin::score
