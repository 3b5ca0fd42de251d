#include "siskin/motif/integer_scores.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "siskin/util/random.hpp"

namespace siskin {
namespace {

TEST(LowerMedian, EqualsTheSortedMiddle) {
  util::Random random(11);
  for (std::size_t count = 1; count < 200; ++count) {
    std::vector<double> values(count);
    // Many ties in every other trial.
    for (double& value : values)
      value = count % 2 == 0 ? static_cast<double>(random.below(4)) : random.normal();
    auto sorted = values;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(motif::lower_median(values.data(), count), sorted[(count - 1) / 2]) << count;
  }
}

TEST(LowerMedian, BearsOneFarValue) {
  const std::vector<double> values = {1e300, 3, 1, 2, 0.5};
  EXPECT_EQ(motif::lower_median(values.data(), values.size()), 2);
}

TEST(IntegerScores, AreShiftedByTheMedianAndScaledToAHundred) {
  // Median -0.6: shifted -0.8, 0, 0.6; offset -1; scale floor(100 / 1.6) = 62.
  const auto scores = motif::integer_scores({-1.4, -0.6, 0}, 1);
  EXPECT_EQ(scores.values, (std::vector<std::uint8_t>{12, 62, 99}));  // of 12.4, 62, 99.2
  EXPECT_EQ(scores.unaligned, 62);
  EXPECT_EQ(scores.columns, 3U);
  EXPECT_EQ(scores.counts[0][12], 1U);
  EXPECT_EQ(scores.counts[0][62], 1U);
  EXPECT_EQ(scores.counts[0][99], 1U);
}

TEST(IntegerScores, ShareOffsetAndScaleAmongRows) {
  // Shifted rows -1.5, 0, 0.25 and -0.25, 0, 0: offset -2, scale floor(100 / 2.25) = 44.
  const auto scores = motif::integer_scores({-1, 0.5, 0.75, 0.75, 1, 1}, 2);
  EXPECT_EQ(scores.values, (std::vector<std::uint8_t>{22, 88, 99, 77, 88, 88}));
  EXPECT_EQ(scores.unaligned, 88);
  EXPECT_EQ(scores.counts[1][88], 2U);
}

TEST(IntegerScores, OfEqualColumnsAreAllTheMedian) {
  const auto scores = motif::integer_scores({-0.5, -0.5, -0.5}, 1);
  EXPECT_EQ(scores.values, (std::vector<std::uint8_t>{0, 0, 0}));
  EXPECT_EQ(scores.unaligned, 0);
  EXPECT_EQ(scores.counts[0][0], 3U);
}

TEST(IntegerScores, FitAHundredStepsHoweverWideTheyRange) {
  const auto scores = motif::integer_scores({-400, 0, 0}, 1);
  EXPECT_EQ(scores.values, (std::vector<std::uint8_t>{0, 100, 100}));
  EXPECT_EQ(scores.unaligned, 100);
}

TEST(IntegerScores, CountEveryColumnOnce) {
  util::Random random(5);
  for (std::size_t columns = 1; columns < 40; ++columns) {
    std::vector<double> values(3 * columns);
    for (double& value : values) value = random.normal();
    const auto scores = motif::integer_scores(values, 3);
    for (std::size_t row = 0; row < 3; ++row) {
      const auto* first = scores.values.data() + row * columns;
      for (std::size_t score = 0; score <= motif::kLargestScore; ++score) {
        const auto times = std::count(first, first + columns, static_cast<std::uint8_t>(score));
        EXPECT_EQ(scores.counts[row][score], static_cast<std::size_t>(times));
      }
      // At least half of the columns score no more, at least half no less than no column.
      EXPECT_LE(std::count_if(first, first + columns, [&](int s) { return s > scores.unaligned; }),
                static_cast<std::ptrdiff_t>(columns / 2));
    }
  }
}

}  // namespace
}  // namespace siskin
