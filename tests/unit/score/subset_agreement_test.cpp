#include "siskin/score/subset_agreement.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using SpanSets = std::vector<std::vector<Span>>;

SpanSets random_sets(util::Random& random, std::size_t count) {
  SpanSets sets(count);
  for (auto& set : sets) {
    for (int block = 0; block < 3; ++block) {
      const auto start = static_cast<std::int64_t>(random.below(50));
      set.emplace_back(start, start + 1 + static_cast<std::int64_t>(random.below(6)));
    }
  }
  return sets;
}

std::set<std::int64_t> bases_in(const std::vector<Span>& spans) {
  std::set<std::int64_t> bases;
  for (const Span& span : spans) {
    for (auto base = span.first; base < span.second; ++base) bases.insert(base);
  }
  return bases;
}

std::set<std::int64_t> all_bases(const SpanSets& sets) {
  std::set<std::int64_t> bases;
  for (const auto& set : sets) bases.merge(bases_in(set));
  return bases;
}

std::int64_t count_common(const std::set<std::int64_t>& one, const std::set<std::int64_t>& other) {
  std::int64_t common = 0;
  for (const auto base : one) common += other.count(base) != 0 ? 1 : 0;
  return common;
}

// Bases 0-9 and 20-23 against 5-14 and 40-43: 5 of 23 bases are in both.
TEST(CompareSubsets, CountsByHand) {
  const SpanSets subsets = {{{0, 10}}, {{20, 24}}};
  const SpanSets others = {{{5, 15}}, {{40, 44}}, {{9, 10}}};
  const auto half = compare_subsets(subsets, others, 0.5);
  EXPECT_EQ(half.common_bases, 5);
  EXPECT_EQ(half.bases, 23);
  EXPECT_EQ(half.subsets_matched, 1);
  EXPECT_EQ(half.others_matched, 2);
  EXPECT_DOUBLE_EQ(half.base_jaccard(), 5.0 / 23);
  EXPECT_DOUBLE_EQ(half.matched(), 0.5);
  EXPECT_DOUBLE_EQ(half.other_matched(), 2.0 / 3);
  EXPECT_EQ(compare_subsets(subsets, others, 0.51).subsets_matched, 0);
}

TEST(CompareSubsets, NeedOneBaseInCommonForAnyMatch) {
  EXPECT_EQ(compare_subsets({{{0, 4}}}, {{{4, 8}}}, 0).subsets_matched, 0);
  EXPECT_EQ(compare_subsets({{{0, 400}}}, {{{399, 401}}}, 0).subsets_matched, 1);
}

// Both halves together hold the whole subset, each alone only half of it.
TEST(CompareSubsets, MatchWithOneSingleSubset) {
  const auto counts = compare_subsets({{{0, 8}}}, {{{0, 4}}, {{4, 8}}}, 0.75);
  EXPECT_EQ(counts.subsets_matched, 0);
  EXPECT_EQ(counts.others_matched, 2);
  EXPECT_DOUBLE_EQ(counts.base_jaccard(), 1);
}

TEST(CompareSubsets, AgreeWithSetsOfBases) {
  util::Random random(5);
  for (int trial = 0; trial < 200; ++trial) {
    const auto subsets = random_sets(random, random.below(5));
    const auto others = random_sets(random, random.below(5));
    const auto counts = compare_subsets(subsets, others, 0.4);
    const auto own = all_bases(subsets);
    auto either = all_bases(others);
    EXPECT_EQ(counts.common_bases, count_common(own, either));
    either.insert(own.begin(), own.end());
    EXPECT_EQ(counts.bases, static_cast<std::int64_t>(either.size()));
    std::int64_t matched = 0;
    for (const auto& subset : subsets) {
      const auto bases = bases_in(subset);
      bool found = false;
      for (const auto& other : others)
        found |= static_cast<double>(count_common(bases, bases_in(other))) >=
                 0.4 * static_cast<double>(bases.size());
      matched += found ? 1 : 0;
    }
    EXPECT_EQ(counts.subsets_matched, matched);
  }
}

TEST(CompareSubsets, IsTheSameTheOtherWay) {
  util::Random random(6);
  const auto subsets = random_sets(random, 6);
  const auto others = random_sets(random, 4);
  const auto one = compare_subsets(subsets, others, 0.25);
  const auto back = compare_subsets(others, subsets, 0.25);
  EXPECT_EQ(one.subsets_matched, back.others_matched);
  EXPECT_EQ(one.others_matched, back.subsets_matched);
  EXPECT_DOUBLE_EQ(one.base_jaccard(), back.base_jaccard());
}

TEST(SubsetAgreement, AddsUpAndDefinesNoShareOfNothing) {
  EXPECT_TRUE(std::isnan(SubsetAgreement().base_jaccard()));
  EXPECT_TRUE(std::isnan(SubsetAgreement().matched()));
  EXPECT_TRUE(std::isnan(SubsetAgreement().other_matched()));
  auto counts = compare_subsets({{{0, 4}}}, {{{0, 4}}}, 0.5);
  counts += compare_subsets({{{0, 4}}}, {}, 0.5);
  EXPECT_DOUBLE_EQ(counts.base_jaccard(), 0.5);
  EXPECT_DOUBLE_EQ(counts.matched(), 0.5);
  EXPECT_DOUBLE_EQ(counts.other_matched(), 1);
}

}  // namespace
}  // namespace siskin::score
