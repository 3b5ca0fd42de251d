#include "siskin/motif/contribution_pattern.hpp"

#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "unit/motif/contribution_support.hpp"

namespace siskin::motif {
namespace {

PatternSite site_at(std::size_t sequence, std::int64_t start, bool reversed = false,
                    double similarity = 0, double weight = 1) {
  return {0, sequence, start, reversed, similarity, weight};
}

ContributionTracks two_tracks() {
  ContributionTracks tracks(5);
  add_track(tracks, "AACGA", {0, 1, 2, 3, 0});
  add_track(tracks, "TTCGT", {5, 1, 4, 2, 5});  // CGT is ACG on the other strand
  return tracks;
}

// Rows of ACG: first site 1 2 3, second (reversed) G T -> rows A 5, C 2, G 4.
TEST(AverageSites, ReadsEachSiteOnItsStrand) {
  const auto pattern = average_sites(two_tracks(), {site_at(0, 1), site_at(1, 2, true)}, 3);
  EXPECT_EQ(pattern.contributions,
            (ContributionMatrix{{3, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 3.5, 0}}));
  EXPECT_EQ(pattern.frequencies, (ContributionMatrix{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}));
  EXPECT_EQ(pattern.shape, pattern.contributions);
}

TEST(AverageSites, WeighsTheShapeAlone) {
  const auto pattern =
      average_sites(two_tracks(), {site_at(0, 1, false, 0, 3), site_at(1, 2, true, 0, 1)}, 3);
  EXPECT_EQ(pattern.shape[0][0], (3 * 1.0 + 5.0) / 4);
  EXPECT_EQ(pattern.contributions[0][0], 3);
}

TEST(AverageSites, HasNothingBeyondTheEnds) {
  const auto pattern = average_sites(two_tracks(), {site_at(0, -2), site_at(1, -1)}, 3);
  EXPECT_EQ(pattern.frequencies[0], (std::array<double, 4>{0.25, 0.25, 0.25, 0.25}));
  EXPECT_EQ(pattern.frequencies[1], (std::array<double, 4>{0, 0, 0, 1}));
  EXPECT_EQ(pattern.contributions[1], (std::array<double, 4>{0, 0, 0, 2.5}));
  EXPECT_THROW(average_sites(two_tracks(), {}, 3), Error);
}

// Rows of mean contribution 0 1 10 0 8 2 -9 0; a fifth of 10 is 2.
TEST(TrimSites, KeepsWhatContributesAndMovesTheSites) {
  ContributionTracks tracks(8);
  add_track(tracks, "ACGTACGT", {0, 1, 10, 0, 8, 2, -9, 0});
  PatternTrim trim;
  const auto pattern = trim_sites(tracks, {site_at(0, 3)}, 2, trim);
  ASSERT_EQ(pattern.width(), 4U);
  EXPECT_EQ(pattern.sites[0].start, 2);
  EXPECT_EQ(pattern.contributions[0][2], 10);
  EXPECT_EQ(pattern.contributions[3][1], 2);
  const auto reversed = trim_sites(tracks, {site_at(0, 3, true)}, 2, trim);
  EXPECT_EQ(reversed.sites[0].start, 2);
  EXPECT_EQ(reversed.contributions, reverse_complement(pattern.contributions));
  trim.longest = 3;
  EXPECT_EQ(trim_sites(tracks, {site_at(0, 3)}, 2, trim).width(), 3U);
  trim.least_contribution = 0.9;
  EXPECT_EQ(trim_sites(tracks, {site_at(0, 3)}, 2, trim).width(), 1U);
}

TEST(DropOverlaps, KeepsTheMostSimilar) {
  const auto kept = drop_overlaps(
      {site_at(1, 0, false, .1), site_at(0, 14, false, .2), site_at(0, 10, false, .9),
       site_at(0, 15, false, .5), site_at(0, 30, false, .5), site_at(0, 31, true, .6)},
      10);
  ASSERT_EQ(kept.size(), 4U);
  EXPECT_EQ(kept[0].start, 10);
  EXPECT_EQ(kept[1].start, 15);  // shares half of its bases, not more
  EXPECT_EQ(kept[2].start, 31);
  EXPECT_EQ(kept[3].sequence, 1U);
}

TEST(MeanSimilarity, IsThatOfTheSites) {
  ContributionPattern pattern;
  EXPECT_THROW(mean_similarity(pattern), Error);
  pattern.sites = {site_at(0, 0, false, 0.25), site_at(0, 9, false, 0.75)};
  EXPECT_EQ(mean_similarity(pattern), 0.5);
}

TEST(ToMotif, HasTheFrequenciesAndTheirSites) {
  const auto pattern = average_sites(two_tracks(), {site_at(0, 1), site_at(1, 2, true)}, 3);
  const auto motif = to_motif(pattern, "pos1", "ACG");
  EXPECT_EQ(motif.rows, pattern.frequencies);
  EXPECT_EQ(motif.sites, 2);
  EXPECT_EQ(motif.id, "pos1");
}

}  // namespace
}  // namespace siskin::motif
