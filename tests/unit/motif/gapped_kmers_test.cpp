#include "siskin/motif/gapped_kmers.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "siskin/util/error.hpp"
#include "unit/motif/contribution_support.hpp"

namespace siskin::motif {
namespace {

GappedKmerRule kmer_rule(std::size_t width, std::size_t top) {
  GappedKmerRule rule;
  rule.width = width;
  rule.top = top;
  return rule;
}

std::vector<std::uint32_t> kmers_of(const std::string& letters, const std::vector<float>& values,
                                    std::size_t top = 10) {
  return gapped_kmers(codes_of(letters).data(), values.data(), kmer_rule(letters.size(), top));
}

// A C . G T with gaps 1 2 1: its own reverse complement. 0 1 2 3, then 1, 2, 1 in five bits each.
TEST(GappedKmers, AreBasesAndGaps) {
  const std::uint32_t expected =
      ((((0U << 2 | 1U) << 2 | 2U) << 2 | 3U) << 15) | 1U << 10 | 2U << 5 | 1U;
  EXPECT_EQ(kmers_of("ACTGT", {1, 1, 0, 1, 1}), (std::vector<std::uint32_t>{expected}));
}

TEST(GappedKmers, AreTheSameOnBothStrands) {
  const std::string letters = "ACGGATTACA";
  std::vector<float> values = {1, .9F, .1F, .8F, .7F, 0, .6F, .5F, 0, .4F};
  const auto ahead = kmers_of(letters, values);
  std::reverse(values.begin(), values.end());
  EXPECT_EQ(kmers_of(seq::reverse_complement(letters), values), ahead);
  EXPECT_GT(ahead.size(), 30U);  // at most 8 choose 4
  EXPECT_LE(ahead.size(), 70U);
}

TEST(GappedKmers, LeaveOutFaintLoweringAndUnknownBases) {
  EXPECT_EQ(kmers_of("ACGTACGT", {1, 1, 1, 1, .5F, .5F, .5F, .5F}, 4).size(), 1U);
  EXPECT_TRUE(kmers_of("ACGTA", {1, 1, 1, -1, 0}).empty());
  EXPECT_TRUE(kmers_of("ACGN", {1, 1, 1, 1}).empty());
}

TEST(SimilarCandidates, AreThoseOfTheSameWord) {
  const auto planted = plant_words({"ACGGATTC", "TTTGCAAC"}, 60, 60, 2);
  std::vector<Seqlet> seqlets;
  for (const auto& site : planted.sites) {
    Seqlet seqlet;
    seqlet.sequence = site.sequence;
    seqlet.start = site.start;
    seqlet.end = site.start + 8;
    seqlets.push_back(seqlet);
  }
  const Regions regions(planted.tracks, seqlets, 16);
  auto rule = kmer_rule(16, 8);
  rule.candidates = 10;
  const auto candidates = similar_candidates(regions, rule);
  ASSERT_EQ(candidates.size(), 60U);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    EXPECT_GE(candidates[i].size(), 5U);
    EXPECT_LE(candidates[i].size(), 10U);
    EXPECT_TRUE(std::is_sorted(candidates[i].begin(), candidates[i].end()));
    for (const auto other : candidates[i]) {
      EXPECT_NE(other, i);
      EXPECT_EQ(other % 2, i % 2);
    }
  }
  rule.width = 40;
  EXPECT_THROW(similar_candidates(regions, rule), Error);
}

}  // namespace
}  // namespace siskin::motif
