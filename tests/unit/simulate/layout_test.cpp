#include "siskin/simulate/layout.hpp"

#include <gmock/gmock.h>

#include <numeric>

#include "unit/simulate/sampling.hpp"

namespace siskin::simulate {
namespace {

using Starts = std::vector<std::int64_t>;

// Distribution function of u / (u + v) for independent uniform u and v.
double ratio_cdf(double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x <= 0.5 ? x / (2 * (1 - x)) : 1 - (1 - x) / (2 * x);
}

TEST(DrawGaps, SumToTheFreeBases) {
  util::Random random(1);
  for (std::int64_t free = 0; free < 60; ++free) {
    for (std::size_t gaps = 1; gaps < 9; ++gaps) {
      const auto sizes = draw_gaps(free, gaps, random);
      EXPECT_EQ(sizes.size(), gaps);
      EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}), free);
      EXPECT_THAT(sizes, testing::Each(testing::Ge(0)));
    }
  }
}

TEST(DrawGaps, FollowTheRatioOfUniformNumbers) {
  util::Random random(2);
  constexpr int kDraws = 100000;
  std::vector<int> seen(11);
  for (int i = 0; i < kDraws; ++i) ++seen[static_cast<std::size_t>(draw_gaps(10, 2, random)[0])];
  for (std::size_t gap = 0; gap <= 10; ++gap) {
    const double low = (static_cast<double>(gap) - 0.5) / 10;
    expect_share(seen[gap], kDraws, ratio_cdf(low + 0.1) - ratio_cdf(low), std::to_string(gap));
  }
}

TEST(DrawGaps, TreatAllGapsAlike) {
  util::Random random(3);
  constexpr int kDraws = 20000;
  std::vector<double> sums(5);
  for (int i = 0; i < kDraws; ++i) {
    const auto sizes = draw_gaps(150, 5, random);
    for (std::size_t gap = 0; gap < 5; ++gap) sums[gap] += static_cast<double>(sizes[gap]);
  }
  for (const double sum : sums) EXPECT_NEAR(sum / kDraws, 30, 0.6);
}

TEST(PlaceSites, NeverOverlapsAndStaysInside) {
  util::Random random(4);
  const Starts widths = {7, 1, 12, 5};
  for (const Spacing& spacing : {Spacing{}, Spacing{Spacing::Kind::kUniform, 3, 0},
                                 Spacing{Spacing::Kind::kDistance, 2, 9}}) {
    for (int i = 0; i < 2000; ++i) {
      const auto starts = place_sites(widths, 60, spacing, random);
      ASSERT_TRUE(starts);
      EXPECT_GE(starts->front(), 0);
      EXPECT_LE(starts->back() + widths.back(), 60);
      for (std::size_t s = 0; s + 1 < widths.size(); ++s) {
        EXPECT_GE((*starts)[s + 1] - (*starts)[s] - widths[s], spacing.low);
      }
    }
  }
}

TEST(PlaceSites, WithAFixedDistancePlacesTheWholeUniformly) {
  util::Random random(5);
  constexpr int kDraws = 40000;
  std::vector<int> seen(9);  // 30 - 5 - 7 - 10 = 8 free bases
  for (int i = 0; i < kDraws; ++i) {
    const auto starts = place_sites({5, 7}, 30, {Spacing::Kind::kDistance, 10, 10}, random);
    EXPECT_EQ(starts->at(1) - starts->at(0), 15);
    ++seen.at(static_cast<std::size_t>(starts->at(0)));
  }
  for (const int count : seen) expect_share(count, kDraws, 1.0 / 9);
}

TEST(PlaceSites, DrawsEveryDistanceOfARangeEquallyOften) {
  util::Random random(6);
  constexpr int kDraws = 40000;
  std::vector<int> seen(5);
  for (int i = 0; i < kDraws; ++i) {
    const auto starts = place_sites({3, 3}, 100, {Spacing::Kind::kDistance, 2, 6}, random);
    ++seen.at(static_cast<std::size_t>(starts->at(1) - starts->at(0) - 3 - 2));
  }
  for (const int count : seen) expect_share(count, kDraws, 0.2);
}

TEST(PlaceSites, FillsASequenceExactly) {
  util::Random random(7);
  EXPECT_EQ(place_sites({4, 6}, 10, {}, random), (Starts{0, 4}));
  EXPECT_EQ(place_sites({4, 6}, 12, {Spacing::Kind::kUniform, 2, 0}, random), (Starts{0, 6}));
}

TEST(PlaceSites, TellsWhenSitesDoNotFit) {
  util::Random random(8);
  EXPECT_EQ(place_sites({4, 7}, 10, {}, random), std::nullopt);
  EXPECT_EQ(place_sites({4, 6}, 11, {Spacing::Kind::kDistance, 2, 2}, random), std::nullopt);
}

TEST(PlaceSites, AcceptsNoSites) {
  util::Random random(9);
  EXPECT_EQ(place_sites({}, 10, {}, random), Starts{});
}

TEST(LeastSpan, CountsSitesAndTheGapsBetweenThem) {
  EXPECT_EQ(least_span(0, 8, {}), 0);
  EXPECT_EQ(least_span(1, 8, {Spacing::Kind::kDistance, 5, 9}), 8);
  EXPECT_EQ(least_span(3, 8, {Spacing::Kind::kDistance, 5, 9}), 34);
}

}  // namespace
}  // namespace siskin::simulate
