#include "siskin/data/gc_matcher.hpp"

#include <gmock/gmock.h>

#include <set>

#include "data/examples.hpp"
#include "siskin/data/region.hpp"
#include "siskin/data/region_filters.hpp"
#include "siskin/util/random.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::data {
namespace {

TEST(GcBin, RoundsToTheNearestFiftieth) {
  const auto bin = [](const std::string& text) {
    const auto codes = test::codes_of(text);
    return gc_bin(codes.data(), codes.size());
  };
  EXPECT_EQ(bin("AATT"), 0U);
  EXPECT_EQ(bin("GCCG"), 50U);
  EXPECT_EQ(bin("GATT"), 13U);  // 12.5
  EXPECT_EQ(bin("GNNA"), 25U);
  EXPECT_EQ(bin("NN"), 0U);
}

TEST(MatchBins, TakesFromTheBinFirstAndThenNearby) {
  EXPECT_THAT(match_bins({2, 0, 1}, {5, 5, 5}), testing::ElementsAre(2, 0, 1));
  EXPECT_THAT(match_bins({0, 4, 0}, {1, 2, 9}), testing::ElementsAre(1, 2, 1));
  // Bin 2 keeps what it wants itself.
  EXPECT_THAT(match_bins({0, 4, 3}, {0, 1, 4}), testing::ElementsAre(0, 1, 4));
}

TEST(MatchBins, MeetsWhatCanBeMet) {
  util::Random random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::size_t> wanted(6);
    std::vector<std::size_t> available(6);
    for (auto& one : wanted) one = static_cast<std::size_t>(random.below(5));
    for (auto& one : available) one = static_cast<std::size_t>(random.below(5));
    const auto take = match_bins(wanted, available);
    std::size_t sums[3] = {};
    for (std::size_t bin = 0; bin < 6; ++bin) {
      ASSERT_LE(take[bin], available[bin]);
      ASSERT_GE(take[bin], std::min(wanted[bin], available[bin]));
      sums[0] += take[bin];
      sums[1] += wanted[bin];
      sums[2] += available[bin];
    }
    ASSERT_EQ(sums[0], std::min(sums[1], sums[2]));
  }
}

class GcMatcherTest : public testing::Test {
 protected:
  static constexpr std::size_t kWidth = 50;
  static constexpr std::size_t kTiles = 400;

  // Tiles of two kinds in turn, 20 % and 60 % GC; every eighth is half N.
  std::shared_ptr<GenomeCodes> genome() {
    std::string text;
    for (std::size_t tile = 0; tile < kTiles; ++tile) {
      const std::size_t strong = tile % 2 == 0 ? 10 : 30;
      const bool unknown = tile % 8 == 7;
      text += std::string(strong, 'G') + std::string(kWidth - strong - 20, 'A') +
              std::string(20, unknown ? 'N' : 'A');
    }
    return std::make_shared<GenomeCodes>(
        folder_.write("g.fa", ">c\n" + text + "\n>other\n" + text + "\n").string());
  }
  static std::unique_ptr<RecordStore> regions(const std::vector<std::size_t>& tiles) {
    auto store = std::make_unique<RecordStore>(sizeof(Region));
    for (const auto tile : tiles) {
      const Region region = {place_of(0, static_cast<std::int64_t>(tile * kWidth)), 0, 0};
      store->append(&region);
    }
    return store;
  }
  test::TemporaryFolder folder_;
};

TEST_F(GcMatcherTest, HasTheGcContentsOfTheRegions) {
  const auto codes = genome();
  GcMatcher matcher(codes, kWidth, std::make_shared<IntervalSet>());
  const std::vector<std::size_t> tiles = {0, 2, 4, 1};  // three of 20 %, one of 60 %
  const auto like = regions(tiles);
  for (const auto tile : tiles) matcher.exclude(0, static_cast<std::int64_t>(tile * kWidth));
  for (const double ratio : {1.0, 5.0}) {
    const auto chosen = matcher.match(*like, ratio, 3);
    std::set<std::size_t> found;
    std::size_t poor = 0;
    for (std::size_t i = 0; i < chosen->size(); ++i) {
      const Region region = region_at(*chosen, i);
      EXPECT_EQ(chrom_of(region.place), 0U);
      const auto tile = static_cast<std::size_t>(start_of(region.place)) / kWidth;
      EXPECT_EQ(std::count(tiles.begin(), tiles.end(), tile), 0);
      EXPECT_NE(tile % 8, 7U) << "too many N";
      found.insert(tile);
      poor += tile % 2 == 0 ? 1 : 0;
    }
    EXPECT_EQ(static_cast<double>(found.size()), 4 * ratio);
    EXPECT_EQ(static_cast<double>(poor), 3 * ratio);
  }
}

TEST_F(GcMatcherTest, DoesNotChooseATileTwiceAndGoesByTheSeed) {
  const auto codes = genome();
  const auto like = regions({0, 2, 4, 6});
  const auto draw = [&](GcMatcher& matcher, std::uint64_t seed) {
    const auto chosen = matcher.match(*like, 20, seed);
    std::vector<std::uint64_t> places;
    for (std::size_t i = 0; i < chosen->size(); ++i) places.push_back(region_at(*chosen, i).place);
    return places;
  };
  GcMatcher a(codes, kWidth, std::make_shared<IntervalSet>());
  GcMatcher b(codes, kWidth, std::make_shared<IntervalSet>());
  const auto first = draw(a, 1);
  EXPECT_EQ(draw(b, 1), first);
  const auto second = draw(a, 2);
  std::set<std::uint64_t> both(first.begin(), first.end());
  both.insert(second.begin(), second.end());
  EXPECT_EQ(both.size(), 160U);
}

TEST_F(GcMatcherTest, SaysWhenTheGenomeHasNothing) {
  const auto path = folder_.write("b.bed", "c\t0\t20000\n").string();
  GcMatcher matcher(genome(), kWidth, std::make_shared<IntervalSet>(path));
  const auto like = regions({0});
  EXPECT_THAT(test::error_message([&] { matcher.match(*like, 1, 1); }),
              testing::HasSubstr("found no window of 50 bases"));
}

}  // namespace
}  // namespace siskin::data
