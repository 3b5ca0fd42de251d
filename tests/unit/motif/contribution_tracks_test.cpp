#include "siskin/motif/contribution_tracks.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "siskin/util/error.hpp"
#include "unit/motif/contribution_support.hpp"

namespace siskin::motif {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Two bases, channels A, C, G, T.
const std::vector<float> kMap = {1, 2, 3, 4, 5, 6, 7, 8};

std::vector<float> contributions_of(const std::string& letters, Contribution kind) {
  ContributionTracks tracks(2);
  tracks.add(kMap.data(), codes_of(letters).data(), kind);
  return {tracks.contributions(0), tracks.contributions(0) + 2};
}

TEST(ContributionTracks, TakesTheValueOfTheBaseThatIsThere) {
  EXPECT_THAT(contributions_of("AT", Contribution::kObserved), ElementsAre(1, 8));
  EXPECT_THAT(contributions_of("GC", Contribution::kObserved), ElementsAre(5, 4));
}

TEST(ContributionTracks, SubtractsTheMeanOfTheFour) {
  // Columns 1 3 5 7 and 2 4 6 8: means 4 and 5.
  EXPECT_THAT(contributions_of("AT", Contribution::kCentered), ElementsAre(-3, 3));
}

TEST(ContributionTracks, SumsTheFour) {
  EXPECT_THAT(contributions_of("AT", Contribution::kSum), ElementsAre(16, 20));
}

TEST(ContributionTracks, GivesNothingToALetterThatIsNoBase) {
  for (const auto kind : {Contribution::kObserved, Contribution::kCentered, Contribution::kSum})
    EXPECT_EQ(contributions_of("NA", kind)[0], 0);
}

TEST(ContributionTracks, KeepsSequencesApartAndChangesSigns) {
  ContributionTracks tracks(2);
  add_track(tracks, "AC", {1, -2});
  add_track(tracks, "GN", {3, 4});
  EXPECT_EQ(tracks.count(), 2U);
  EXPECT_EQ(tracks.bases(1)[0], 2);
  EXPECT_EQ(tracks.bases(1)[1], seq::kAmbiguous);
  const auto negated = tracks.negated();
  EXPECT_EQ(negated.contributions(0)[1], 2);
  EXPECT_EQ(negated.rows().row(1)[0], -3);
  EXPECT_EQ(negated.bases(1)[0], 2);
  EXPECT_EQ(ContributionTracks(0).count(), 0U);
}

TEST(ContributionTracks, RefusesWhatIsNotFiniteAndSaysWhere) {
  ContributionTracks tracks(2);
  add_track(tracks, "AC", {1, 2});
  auto map = kMap;
  map[1] = std::numeric_limits<float>::quiet_NaN();
  try {
    tracks.add(map.data(), codes_of("AC").data(), Contribution::kObserved);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("sequence 1, base 1"));
  }
  EXPECT_EQ(tracks.count(), 1U);
}

TEST(ParseContribution, KnowsItsWords) {
  EXPECT_EQ(parse_contribution("observed"), Contribution::kObserved);
  EXPECT_EQ(parse_contribution("centered"), Contribution::kCentered);
  EXPECT_EQ(parse_contribution("sum"), Contribution::kSum);
  EXPECT_THROW(parse_contribution("mean"), UsageError);
}

}  // namespace
}  // namespace siskin::motif
