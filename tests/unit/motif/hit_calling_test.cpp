#include "siskin/motif/hit_calling.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "unit/motif/contribution_support.hpp"

namespace siskin::motif {
namespace {

ContributionMatrix shape_of(const std::string& word) {
  ContributionMatrix motif;
  for (const char letter : word) {
    motif.push_back({});
    motif.back()[seq::code(letter)] = 1;
  }
  return motif;
}

// AC at 1 with 3 and 4: the motif (1, 1) / sqrt 2 takes 7 / sqrt 2 of the norm 5.
TEST(ScanMotif, ScoresByCosineAndSize) {
  ContributionTracks tracks(6);
  add_track(tracks, "TACTTT", {0, 3, 4, 0, 0, 0});
  const auto hits = scan_motif(tracks, shape_of("AC"), 1);
  ASSERT_EQ(hits.size(), 1U);
  const double cosine = 7 / (std::sqrt(2.0) * 5);
  EXPECT_EQ(hits[0].start, 1);
  EXPECT_FALSE(hits[0].reversed);
  EXPECT_NEAR(hits[0].similarity, cosine, 1e-12);
  EXPECT_NEAR(hits[0].score, cosine * cosine * 5, 1e-12);
  EXPECT_NEAR(hits[0].contribution, 7, 1e-12);
}

TEST(ScanMotif, ReadsTheOtherStrandAndNoWindowThatLowersTheOutput) {
  ContributionTracks tracks(5);
  add_track(tracks, "AAGTA", {0, 0, 1, 1, 0});  // GT is AC from the other strand
  add_track(tracks, "AACAA", {0, 1, -9, 0, 0});
  const auto hits = scan_motif(tracks, shape_of("AC"), 2);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].sequence, 0U);
  EXPECT_EQ(hits[0].start, 2);
  EXPECT_TRUE(hits[0].reversed);
  EXPECT_TRUE(scan_motif(tracks, shape_of("ACACAC"), 1).empty());  // longer than the sequences
  EXPECT_TRUE(scan_motif(tracks, {{0, 0, 0, 0}}, 1).empty());
}

TEST(ScanMotif, KeepsTheBestOfOverlappingWindows) {
  ContributionTracks tracks(12);
  add_track(tracks, "AAAAAATTTCCC", {1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0});
  const auto hits = scan_motif(tracks, shape_of("AAAA"), 1);
  const auto best = std::max_element(hits.begin(), hits.end(),
                                     [](const Hit& a, const Hit& b) { return a.score < b.score; });
  ASSERT_NE(best, hits.end());
  EXPECT_EQ(best->start, 2);  // 3 4 5 6
  for (std::size_t i = 1; i < hits.size(); ++i) EXPECT_GE(hits[i].start - hits[i - 1].start, 2);
}

TEST(DecoyMotifs, AreTheRowsInOtherOrders) {
  const auto motif = shape_of("GGGGCGGGG");
  const auto decoys = decoy_motifs(motif, 4, 1);
  ASSERT_EQ(decoys.size(), 4U);
  for (const auto& decoy : decoys) {
    ASSERT_EQ(decoy.size(), motif.size());
    double sum = 0;
    double like = 0;
    for (std::size_t i = 0; i < decoy.size(); ++i) {
      for (std::size_t b = 0; b < 4; ++b) {
        sum += decoy[i][b];
        like += decoy[i][b] * motif[i][b];
      }
    }
    EXPECT_EQ(sum, 9);
    EXPECT_LE(like, 4);
  }
  EXPECT_EQ(decoy_motifs(motif, 4, 1), decoys);
  EXPECT_EQ(decoy_motifs(motif, 30, 1).size(), 30U);
}

// Bounds 1 2 3 4 5 call 5 4 3 2 1 hits; of two decoys 6 3 1 1 0 scores reach them: rates
// 3/5, 1.5/4, 0.5/3, 0.5/2, 0. A hit of 4 is also called by the bound 3.
TEST(SetFdr, TakesTheLeastRateOfTheBoundsThatCall) {
  std::vector<Hit> hits(5);
  for (std::size_t i = 0; i < 5; ++i) hits[i].score = static_cast<double>(5 - i);
  set_fdr(hits, {1, 1.5, 1.9, 2, 2.5, 4}, 2);
  EXPECT_EQ(hits[0].fdr, 0);
  EXPECT_NEAR(hits[1].fdr, 0.5 / 3, 1e-12);
  EXPECT_NEAR(hits[2].fdr, 0.5 / 3, 1e-12);
  EXPECT_NEAR(hits[3].fdr, 1.5 / 4, 1e-12);
  EXPECT_NEAR(hits[4].fdr, 3.0 / 5, 1e-12);
}

TEST(SetFdr, TreatsEqualScoresAlikeAndStaysWithinOne) {
  std::vector<Hit> hits(2);
  hits[0].score = hits[1].score = 2;
  set_fdr(hits, {2, 2, 2, 2}, 1);
  EXPECT_EQ(hits[0].fdr, 1);
  EXPECT_EQ(hits[1].fdr, 1);
  set_fdr(hits, {2}, 1);
  EXPECT_EQ(hits[0].fdr, 0.5);
  EXPECT_EQ(hits[1].fdr, 0.5);
}

TEST(CallHits, FindsThePlantedSitesAndTellsMotifsApart) {
  const std::vector<std::string> words = {"ACGGATTC", "TTTGCAAC"};
  const auto planted = plant_words(words, 100, 80, 11);
  const std::vector<ContributionMatrix> motifs = {shape_of(words[0]), shape_of(words[1])};
  const auto hits = call_hits(planted.tracks, motifs);
  std::size_t right = 0;
  for (const Hit& hit : hits) {
    const auto& site = planted.sites[hit.sequence];
    right +=
        hit.start == site.start && hit.reversed == site.reversed && hit.pattern == hit.sequence % 2
            ? 1
            : 0;
    EXPECT_LE(hit.fdr, 0.05);
  }
  EXPECT_EQ(right, 100U);
  EXPECT_LE(hits.size(), 106U);  // 5 % of what is called
  HitRule threaded;
  threaded.threads = 3;
  EXPECT_EQ(call_hits(planted.tracks, motifs, threaded).size(), hits.size());
  EXPECT_TRUE(call_hits(planted.tracks, {}).empty());
}

// Every word another: a motif that is in none of them is called next to nowhere.
TEST(CallHits, CallsNextToNothingWithoutTheMotif) {
  util::Random random(12);
  std::vector<std::string> words;
  for (int i = 0; i < 100; ++i) {
    std::string word;
    for (int k = 0; k < 8; ++k) word += "ACGT"[random.below(4)];
    words.push_back(word);
  }
  const auto planted = plant_words(words, 100, 80, 13);
  EXPECT_LE(call_hits(planted.tracks, {shape_of("ACGGATTC")}).size(), 5U);
}

}  // namespace
}  // namespace siskin::motif
