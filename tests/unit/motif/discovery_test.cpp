#include "siskin/motif/discovery.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "siskin/motif/consensus.hpp"
#include "siskin/motif/recursive_seqlets.hpp"
#include "unit/motif/contribution_support.hpp"

namespace siskin::motif {
namespace {

Discovery discover(const ContributionTracks& tracks, const DiscoveryRule& rule = {}) {
  return discover_motifs(tracks, recursive_seqlets(tracks.rows()), rule);
}

std::string word_of(const ContributionPattern& pattern) {
  return consensus(to_motif(pattern, "", ""));
}

// Each word once, on either strand, as long as it is: none missing, none twice, nothing else.
TEST(DiscoverMotifs, FindsEveryPlantedWordOnce) {
  const std::vector<std::string> words = {"ACGGATTCAG", "TTTGCAACC", "CACGTG"};
  const auto planted = plant_words(words, 240, 80, 4);
  const auto found = discover(planted.tracks);
  ASSERT_EQ(found.patterns.size(), 3U);
  std::set<std::string> missing(words.begin(), words.end());
  for (const auto& pattern : found.patterns) {
    const auto word = word_of(pattern);
    const auto known = missing.erase(word) + missing.erase(seq::reverse_complement(word));
    EXPECT_EQ(known, 1U) << word;
    EXPECT_GE(pattern.sites.size(), 75U);
    EXPECT_LE(pattern.sites.size(), 80U);
    for (const auto& row : pattern.contributions)
      EXPECT_NEAR(*std::max_element(row.begin(), row.end()), 1, 0.1);
  }
}

// Every site stands where it was planted, and its strand goes with the pattern's.
TEST(DiscoverMotifs, PutsTheSitesWhereTheyAre) {
  const auto planted = plant_words({"ACGGATTCAG"}, 60, 80, 5);
  const auto found = discover(planted.tracks);
  ASSERT_EQ(found.patterns.size(), 1U);
  const auto& pattern = found.patterns[0];
  const bool turned = word_of(pattern) != "ACGGATTCAG";
  for (const auto& site : pattern.sites) {
    EXPECT_EQ(site.start, planted.sites[site.sequence].start);
    EXPECT_EQ(site.reversed != turned, planted.sites[site.sequence].reversed);
  }
  EXPECT_EQ(found.pattern_of.size(), recursive_seqlets(planted.tracks.rows()).size());
}

TEST(DiscoverMotifs, IsTheSameForAnyNumberOfThreads) {
  const auto planted = plant_words({"ACGGATTCAG", "TTTGCAACC"}, 80, 60, 6);
  DiscoveryRule rule;
  const auto one = discover(planted.tracks, rule);
  rule.threads = 3;
  const auto three = discover(planted.tracks, rule);
  ASSERT_EQ(one.patterns.size(), three.patterns.size());
  for (std::size_t i = 0; i < one.patterns.size(); ++i)
    EXPECT_EQ(one.patterns[i].shape, three.patterns[i].shape);
  EXPECT_EQ(one.pattern_of, three.pattern_of);
}

// Six bases of a random word each: the seqlets are there, what they have in common is not.
TEST(DiscoverMotifs, FindsNothingInSeqletsThatHaveNothingInCommon) {
  util::Random random(8);
  std::vector<std::string> words;
  for (int i = 0; i < 150; ++i) {
    std::string word;
    for (int k = 0; k < 10; ++k) word += "ACGT"[random.below(4)];
    words.push_back(word);
  }
  const auto planted = plant_words(words, 150, 60, 9);
  EXPECT_GE(recursive_seqlets(planted.tracks.rows()).size(), 140U);
  EXPECT_TRUE(discover(planted.tracks).patterns.empty());
}

// Noise whose neighbours are alike (autoregressive, 0.5, of few large values) has long seqlets, and
// among a thousand of them some share a few bases.
TEST(DiscoverMotifs, FindsNothingInNoiseThatIsAlikeFromBaseToBase) {
  constexpr std::size_t kLength = 400;
  util::Random random(3);
  ContributionTracks tracks(kLength);
  for (int i = 0; i < 500; ++i) {
    std::string letters;
    std::vector<float> values;
    double value = 0;
    for (std::size_t l = 0; l < kLength; ++l) {
      letters += "ACGT"[random.below(4)];
      const double step = random.normal();
      value = 0.5 * value + step * step * step * step * step;
      values.push_back(static_cast<float>(value));
    }
    add_track(tracks, letters, values);
  }
  EXPECT_GE(recursive_seqlets(tracks.rows()).size(), 500U);
  EXPECT_TRUE(discover(tracks).patterns.empty());
}

// Regions of 24 bases hold no pattern of 30 rows, which runs of one base would fill.
TEST(DiscoverMotifs, KeepsPatternsWithinTheRegions) {
  const auto planted = plant_words({std::string(40, 'A')}, 60, 100, 7);
  DiscoveryRule rule;
  rule.window = 4;
  const auto found = discover(planted.tracks, rule);
  for (const auto& pattern : found.patterns) EXPECT_LE(pattern.width(), 24U);
}

// What a seqlet is said to belong to is what it is a site of. Variants of one word that are not
// joined go on taking seqlets from each other.
TEST(DiscoverMotifs, TellsOfEverySiteThePatternItBelongsTo) {
  DiscoveryRule rule;
  rule.least_sites = 4;
  rule.least_fit = 0;
  rule.merge = 1;
  for (const std::uint64_t seed : {10U, 11U, 12U}) {
    util::Random random(seed);
    std::vector<std::string> words(200, "ACGGATTCAGCA");
    for (auto& word : words) {
      for (int k = 0; k < 4; ++k) word[random.below(word.size())] = "ACGT"[random.below(4)];
    }
    const auto found = discover(plant_words(words, 200, 60, seed).tracks, rule);
    ASSERT_FALSE(found.patterns.empty());
    for (std::size_t p = 0; p < found.patterns.size(); ++p) {
      for (const auto& site : found.patterns[p].sites) EXPECT_EQ(found.pattern_of[site.region], p);
    }
  }
}

TEST(DiscoverMotifs, WantsSitesAndInformation) {
  const auto planted = plant_words({"ACGGATTCAG"}, 60, 80, 5);
  DiscoveryRule rule;
  rule.least_sites = 61;
  EXPECT_TRUE(discover(planted.tracks, rule).patterns.empty());
  rule.least_sites = 20;
  rule.least_information = 21;  // ten rows hold 20 bits
  EXPECT_TRUE(discover(planted.tracks, rule).patterns.empty());
  rule.least_information = 4;
  EXPECT_EQ(discover(planted.tracks, rule).patterns.size(), 1U);
  rule.least_fit = 0.999;
  EXPECT_TRUE(discover(planted.tracks, rule).patterns.empty());
  EXPECT_TRUE(discover_motifs(planted.tracks, {}).patterns.empty());
}

TEST(DiscoverMotifs, FindsNothingWhereTheWordLowersTheOutput) {
  const auto planted = plant_words({"ACGGATTCAG"}, 60, 80, 5);
  EXPECT_TRUE(discover(planted.tracks.negated()).patterns.empty());
}

}  // namespace
}  // namespace siskin::motif
