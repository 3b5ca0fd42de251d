#include "siskin/motif/maximum_null.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "siskin/util/random.hpp"

namespace siskin {
namespace {

using ColumnScores = std::vector<std::vector<int>>;  // of each row against each column

std::vector<motif::ScoreCounts> counts_of(const ColumnScores& scores) {
  std::vector<motif::ScoreCounts> counts(scores.size());
  for (std::size_t row = 0; row < scores.size(); ++row) {
    for (const int score : scores[row]) ++counts[row].at(static_cast<std::size_t>(score));
  }
  return counts;
}

/// Share of all tuples of columns whose sum over rows [first, last) is at least `score`.
double enumerate(const ColumnScores& scores, std::size_t first, std::size_t last, int score) {
  if (first == last) return score <= 0 ? 1 : 0;
  double sum = 0;
  for (const int own : scores[first]) sum += enumerate(scores, first + 1, last, score - own);
  return sum / static_cast<double>(scores[first].size());
}

/// Every way to lay `width` columns over the rows, by its first column under row 0.
double enumerated_tail(const ColumnScores& scores, int unaligned, int width, int least, int score) {
  const int rows = static_cast<int>(scores.size());
  double below = 1;
  for (int shift = 1 - width; shift < rows; ++shift) {
    const int first = std::max(0, shift);
    const int last = std::min(rows, shift + width);
    if (last - first < std::min({least, rows, width})) continue;
    const int free = (rows - (last - first)) * unaligned;
    below *= 1 - enumerate(scores, static_cast<std::size_t>(first), static_cast<std::size_t>(last),
                           score - free);
  }
  return 1 - below;
}

void expect_enumerated_tails(const motif::MaximumNull& null, const ColumnScores& scores, int width,
                             int least) {
  for (int score = 0; score < 30; ++score) {
    ASSERT_NEAR(null.tail(static_cast<std::size_t>(width), score),
                enumerated_tail(scores, 3, width, least, score), 1e-12)
        << scores.size() << " rows, width " << width << ", score " << score;
  }
}

TEST(MaximumNull, EqualsTheEnumerationOfAllDraws) {
  util::Random random(21);
  const std::vector<std::size_t> widths = {1, 2, 3, 4, 5, 7};
  for (int trial = 0; trial < 6; ++trial) {
    ColumnScores scores(1 + random.below(4));
    for (auto& row : scores) {
      row.resize(5);
      for (int& score : row) score = static_cast<int>(random.below(trial == 0 ? 101 : 7));
    }
    for (const int least : {1, 2, 9}) {
      const motif::MaximumNull null(counts_of(scores), 3, widths, static_cast<std::size_t>(least));
      for (const auto width : widths)
        expect_enumerated_tails(null, scores, static_cast<int>(width), least);
    }
  }
}

TEST(MaximumNull, KeepsTheDigitsOfSmallTails) {
  // One column in 1000 scores 100 and the others 0; nothing for rows without a column.
  ColumnScores scores(12, std::vector<int>(1000));
  for (auto& row : scores) row[0] = 100;
  const motif::MaximumNull null(counts_of(scores), 0, {12, 14}, 1);
  EXPECT_NEAR(null.tail(12, 1200) / 1e-36, 1, 1e-9);
  EXPECT_NEAR(null.tail(14, 1200) / 3e-36, 1, 1e-9);  // three ways to hold the whole query
}

TEST(MaximumNull, IsCertainAtTheBottomAndImpossibleAboveTheTop) {
  const ColumnScores scores = {{1, 5}, {0, 100}};
  const motif::MaximumNull null(counts_of(scores), 2, {2}, 1);
  EXPECT_EQ(null.tail(2, 0), 1);
  EXPECT_EQ(null.tail(2, -4), 1);
  EXPECT_GT(null.tail(2, 105), 0);
  EXPECT_EQ(null.tail(2, 106), 0);
  EXPECT_EQ(null.tail(2, 100000), 0);
}

TEST(MaximumNull, FallsWithTheScoreAndGrowsWithTheWays) {
  util::Random random(8);
  ColumnScores scores(9);
  for (auto& row : scores) {
    row.resize(50);
    for (int& score : row) score = static_cast<int>(random.below(101));
  }
  const std::vector<std::size_t> widths = {9, 10, 15, 30};
  const motif::MaximumNull null(counts_of(scores), 50, widths, 1);
  for (int score = 1; score <= 900; ++score) {
    double narrower = 0;
    for (const auto width : widths) {
      const double tail = null.tail(width, score);
      EXPECT_LE(tail, null.tail(width, score - 1));
      EXPECT_GE(tail, narrower);
      narrower = tail;
    }
  }
}

}  // namespace
}  // namespace siskin
