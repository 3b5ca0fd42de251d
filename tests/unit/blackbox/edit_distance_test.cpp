#include "siskin/blackbox/edit_distance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/random.hpp"

namespace siskin {
namespace {

using blackbox::edit_distance;
using blackbox::edit_distance_within;
using blackbox::PatternMetric;
using blackbox::Strands;

// The whole table of Wagner & Fischer (1974), a row at a time.
std::size_t slow_edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

std::vector<std::string> random_patterns(std::size_t count, std::size_t longest,
                                         std::uint64_t seed) {
  util::Random random(seed);
  std::vector<std::string> patterns;
  for (std::size_t i = 0; i < count; ++i) {
    std::string pattern(1 + random.below(longest), 'N');
    for (char& letter : pattern) letter = "ACGTN"[random.below(5)];
    patterns.push_back(pattern);
  }
  return patterns;
}

// Subsets of a network for MAFF in K562 (Carter et al. 2019, published notebooks).
TEST(EditDistance, OfPublishedSubsets) {
  EXPECT_EQ(edit_distance("GCTGAGTCAT", "ATGACTCAGC"), 5U);
  EXPECT_EQ(edit_distance("GCTGAGTCAT", "TGCTGANTCAT"), 2U);
  EXPECT_EQ(edit_distance("GCTGAGTCAT", "GCTGAGTCAC"), 1U);
  EXPECT_EQ(edit_distance("TGCTGANNNNGCANTTT", "TGCTGACNNNGCANTT"), 2U);
}

TEST(EditDistance, OfNothingIsTheLength) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("ACG", ""), 3U);
  EXPECT_EQ(edit_distance("", "AC"), 2U);
}

TEST(EditDistance, EqualsTheWholeTable) {
  const auto patterns = random_patterns(60, 90, 1);
  for (const auto& a : patterns) {
    for (const auto& b : patterns) EXPECT_EQ(edit_distance(a, b), slow_edit_distance(a, b));
  }
}

TEST(EditDistanceWithin, IsTheDistanceOrNothing) {
  const auto patterns = random_patterns(40, 12, 2);
  for (const auto& a : patterns) {
    for (const auto& b : patterns) {
      const auto exact = slow_edit_distance(a, b);
      for (const std::size_t limit : {0U, 1U, 3U, 8U, 1000U}) {
        const auto found = edit_distance_within(a, b, limit);
        ASSERT_EQ(found.has_value(), exact <= limit) << a << ' ' << b << ' ' << limit;
        EXPECT_EQ(found.value_or(exact), exact);
      }
    }
  }
  EXPECT_EQ(edit_distance_within("", "AC", 2), 2U);
  EXPECT_FALSE(edit_distance_within("", "AC", 1).has_value());
}

TEST(PatternMetric, ReadsBothStrandsWhenAsked) {
  const std::vector<std::string> patterns{"GCTGAGTCAT", "ATGACTCAGC", "GCTGAGTCAC"};
  const PatternMetric forward(patterns, Strands::kForward);
  const PatternMetric both(patterns, Strands::kBoth);
  EXPECT_EQ(forward.distance(0, 1), 5);
  EXPECT_EQ(both.distance(0, 1), 0);
  EXPECT_EQ(both.distance(1, 2), 1);
}

double slow_distance(const std::string& one, const std::string& other, Strands strands) {
  auto distance = slow_edit_distance(one, other);
  if (strands == Strands::kBoth) {
    distance = std::min(distance, slow_edit_distance(one, seq::reverse_complement(other)));
  }
  return static_cast<double>(distance);
}

void expect_within_limits(const PatternMetric& metric, std::size_t a, std::size_t b,
                          double distance) {
  EXPECT_EQ(metric.distance(a, b), distance);
  for (const double limit : {-1.0, 0.0, 1.0, 2.5, 4.0, 1e9}) {
    const auto found = metric.distance_within(a, b, limit);
    ASSERT_EQ(found.has_value(), distance <= limit);
    EXPECT_EQ(found.value_or(distance), distance);
  }
}

TEST(PatternMetric, LooksWithinALimit) {
  const auto patterns = random_patterns(60, 9, 3);
  for (const auto strands : {Strands::kForward, Strands::kBoth}) {
    const PatternMetric metric(patterns, strands);
    for (std::size_t a = 0; a < patterns.size(); ++a) {
      for (std::size_t b = 0; b < patterns.size(); ++b) {
        expect_within_limits(metric, a, b, slow_distance(patterns[a], patterns[b], strands));
      }
    }
  }
}

TEST(PatternMetric, HasNoShorterWayRound) {
  const auto patterns = random_patterns(25, 8, 4);
  const PatternMetric metric(patterns, Strands::kBoth);
  for (std::size_t a = 0; a < patterns.size(); ++a) {
    for (std::size_t b = 0; b < patterns.size(); ++b) {
      EXPECT_EQ(metric.distance(a, b), metric.distance(b, a));
      for (std::size_t c = 0; c < patterns.size(); ++c)
        EXPECT_LE(metric.distance(a, b), metric.distance(a, c) + metric.distance(c, b));
    }
  }
}

}  // namespace
}  // namespace siskin
