#include "siskin/motif/windowed_seqlets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::motif {
namespace {

// A hundred zeros and 0.01 0.02 ... 1: the first of 1000 bins is the fullest, and its middle 0.0005
// the mode. The steepest exponential goes through the quantile 0.9 on either side: at 0.901 -
// 0.0005 above, at 0.0005 below. Half of the null is above.
TEST(NullSums, FitTwoHalvesAroundTheMode) {
  std::vector<double> sums(100, 0);
  for (int i = 1; i <= 100; ++i) sums.push_back(i / 100.0);
  const auto null = null_sums(sums, 4);
  ASSERT_EQ(null.size(), 4U);
  const double above = -std::log(0.1) / 0.9005;
  const double below = -std::log(0.1) / 0.0005;
  EXPECT_NEAR(null[0], 0.0005 - std::log(0.75) / above, 1e-12);
  EXPECT_NEAR(null[1], 0.0005 - std::log(0.25) / above, 1e-12);
  EXPECT_NEAR(null[2], 0.0005 + std::log(0.75) / below, 1e-12);
  EXPECT_NEAR(null[3], 0.0005 + std::log(0.25) / below, 1e-12);
}

TEST(NullSums, StandOnOnePointWithoutVariation) {
  const auto null = null_sums({3, 3, 3}, 4);
  EXPECT_EQ(null, (std::vector<double>{3, 3, 3, 3}));
}

// Bounds from a regression by the max-min formula, max_j<=i min_k>=i mean(j..k), in NumPy.
TEST(FdrBound, AgreesWithTheMaxMinFormula) {
  std::vector<double> sums(4, 0.1);
  for (int i = 0; i < 13; ++i) sums.push_back(1 + 0.5 * i);
  std::vector<double> null(17, 0.05);
  null.insert(null.end(), 6, 0.1);
  null.insert(null.end(), 4, 0.2);
  for (const double one : {1.2, 1.2, 2.2, 4.2}) null.push_back(one);
  for (const double fdr : {0.0, 0.1}) EXPECT_EQ(fdr_bound(sums, null, fdr), 4.5);
  for (const double fdr : {0.15, 0.25}) EXPECT_EQ(fdr_bound(sums, null, fdr), 2.5);
  for (const double fdr : {0.3, 0.9}) EXPECT_EQ(fdr_bound(sums, null, fdr), 1.5);
}

TEST(FdrBound, HandlesNothing) {
  EXPECT_EQ(fdr_bound({}, {1, 2}, 0.1), std::numeric_limits<double>::infinity());
  EXPECT_EQ(fdr_bound({1, 2}, {}, 0.1), 0);
  EXPECT_EQ(fdr_bound({1, 2}, {3, 4}, 0.1), 2);  // nothing passes: the largest
}

std::vector<float> noise(std::size_t count, std::uint64_t seed) {
  util::Random random(seed);
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(static_cast<float>(0.1 * random.normal()));
  return values;
}

TEST(WindowBounds, StayWithinTheShares) {
  const auto track = noise(3000, 1);
  std::vector<double> sums(track.begin(), track.end());
  WindowedRule rule;
  rule.fdr = 0;
  const auto few = window_bounds(sums, rule);
  EXPECT_EQ(few.negative, -few.positive);
  const auto passing = [&](const WindowBounds& bounds) {
    return std::count_if(sums.begin(), sums.end(), [&](double sum) {
      return sum >= bounds.positive || sum <= bounds.negative;
    });
  };
  EXPECT_NEAR(static_cast<double>(passing(few)), 90, 1);  // 3 % of 3000
  rule.fdr = 1;
  EXPECT_NEAR(static_cast<double>(passing(window_bounds(sums, rule))), 600, 1);  // 20 %
}

// 100 windows of one base; a tenth may pass. 9 and -8 are far apart, 7 within two bases of 9.
TEST(WindowedSeqlets, TakeWindowsOfEitherSignClearOfEachOther) {
  std::vector<float> values(100, 0.0F);
  for (std::size_t i = 0; i < 100; ++i) values[i] = static_cast<float>(i % 7) * 0.001F;
  values[20] = 9;
  values[22] = 7;
  values[60] = -8;
  values[99] = 5;
  WindowedRule rule;
  rule.window = 1;
  rule.flank = 2;
  rule.fdr = 0;
  rule.least_share = 0.04;
  rule.most_share = 0.04;
  const auto seqlets = windowed_seqlets({values.data(), 1, 100}, rule);
  ASSERT_EQ(seqlets.size(), 3U);
  EXPECT_EQ(seqlets[0].start, 18);
  EXPECT_EQ(seqlets[0].end, 23);
  EXPECT_EQ(seqlets[0].attribution, 9);
  EXPECT_EQ(seqlets[1].start, 58);
  EXPECT_EQ(seqlets[1].attribution, -8);
  EXPECT_EQ(seqlets[2].start, 97);  // with what there is of its flanks
  EXPECT_EQ(seqlets[2].end, 100);
  EXPECT_EQ(seqlets[0].middle(), 20);
  EXPECT_EQ(seqlets[2].middle(), 99);  // and none the less in its middle
  EXPECT_TRUE(std::isnan(seqlets[0].p_value));
}

// Every window that reaches a bound is taken or within reach of one that is at least as large.
TEST(WindowedSeqlets, LeaveOutNothingThatIsFree) {
  constexpr std::size_t kLength = 400;
  auto values = noise(2 * kLength, 2);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += i % 90 < 12 ? 0.5F : 0.0F;
  const WindowedRule rule;
  const TrackRows track{values.data(), 2, kLength};
  const auto seqlets = windowed_seqlets(track, rule);
  EXPECT_GT(seqlets.size(), 5U);
  std::vector<double> sums;
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t start = 0; start + rule.window <= kLength; ++start) {
      double sum = 0;
      for (std::size_t k = 0; k < rule.window; ++k) sum += track.row(i)[start + k];
      sums.push_back(sum);
    }
  }
  const auto bounds = window_bounds(sums, rule);
  const auto windows = static_cast<std::int64_t>(kLength - rule.window + 1);
  const auto reach = static_cast<std::int64_t>(rule.window / 2 + rule.flank);
  for (std::int64_t w = 0; w < 2 * windows; ++w) {
    const double sum = sums[static_cast<std::size_t>(w)];
    if (sum < bounds.positive && sum > bounds.negative) continue;
    const bool covered = std::any_of(seqlets.begin(), seqlets.end(), [&](const Seqlet& seqlet) {
      const auto flank = static_cast<std::int64_t>(rule.flank);
      const auto window = static_cast<std::int64_t>(rule.window);
      const auto start = seqlet.start > 0 ? seqlet.start + flank : seqlet.end - window - flank;
      return static_cast<std::int64_t>(seqlet.sequence) == w / windows &&
             std::abs(start - w % windows) <= reach &&
             std::abs(seqlet.attribution) >= std::abs(sum) - 1e-9;
    });
    EXPECT_TRUE(covered) << w;
  }
}

TEST(WindowedSeqlets, NeedAWindow) {
  const auto values = noise(20, 3);
  EXPECT_TRUE(windowed_seqlets({values.data(), 1, 20}).empty());  // shorter than a window
  WindowedRule rule;
  rule.window = 0;
  EXPECT_THROW(windowed_seqlets({values.data(), 1, 20}, rule), Error);
}

}  // namespace
}  // namespace siskin::motif
