#include "siskin/score/similarity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/error_message.hpp"

namespace siskin::score {
namespace {

constexpr std::size_t kLength = 7;

std::vector<float> map_a() {
  std::vector<float> map;
  for (std::size_t base = 0; base < 4; ++base)
    for (std::size_t i = 0; i < kLength; ++i)
      map.push_back(i == 2 ? 0 : static_cast<float>((i * 5 + base * 3) % 7) - 3);
  return map;
}

std::vector<float> map_b() {
  std::vector<float> map;
  for (std::size_t base = 0; base < 4; ++base)
    for (std::size_t i = 0; i < kLength; ++i)
      map.push_back(static_cast<float>((i * 4 + base * 5) % 9) - 4);
  return map;
}

MapSimilarity compare(const std::vector<float>& one, const std::vector<float>& other,
                      std::size_t top = 3) {
  return MapSimilarity::between(ComparableMap(one.data(), one.size() / 4, top),
                                ComparableMap(other.data(), other.size() / 4, top));
}

TEST(MapSimilarity, AgreesWithNumPy) {
  const auto found = compare(map_a(), map_b());
  EXPECT_NEAR(found.jaccard_sum, 0.5094384707287932, 1e-12);
  EXPECT_NEAR(found.jaccard, 0.5094384707287932 / 7, 1e-12);
  EXPECT_NEAR(found.cosine, 0.2236766348651324, 1e-12);
  EXPECT_NEAR(found.pearson, 0.22648174374238875, 1e-12);
  EXPECT_NEAR(found.spearman, 0.21665503927734855, 1e-12);
  // Importance 7 8 0 6 8 7 6 and 10 8 9 9 8 10 8: of three places one is shared by two each.
  EXPECT_NEAR(found.top_overlap, 1.0 / 3, 1e-12);
}

TEST(MapSimilarity, OfAMapWithItselfCountsPositionsThatAreNotZero) {
  const auto found = compare(map_a(), map_a());
  EXPECT_DOUBLE_EQ(found.jaccard_sum, 6);
  EXPECT_DOUBLE_EQ(found.cosine, 1);
  EXPECT_DOUBLE_EQ(found.pearson, 1);
  EXPECT_DOUBLE_EQ(compare(map_a(), map_a(), 2).top_overlap, 1);
  // With three, one of two tied bases is taken: twice the same one in half of the cases.
  EXPECT_DOUBLE_EQ(found.top_overlap, 2.5 / 3);
}

TEST(MapSimilarity, DoesNotCareForOrderOrPositiveScale) {
  auto scaled = map_b();
  for (float& value : scaled) value *= 8;
  const auto found = compare(map_a(), map_b());
  const auto turned = compare(scaled, map_a());
  EXPECT_DOUBLE_EQ(found.jaccard_sum, turned.jaccard_sum);
  EXPECT_DOUBLE_EQ(found.cosine, turned.cosine);
  EXPECT_DOUBLE_EQ(found.spearman, turned.spearman);
  EXPECT_DOUBLE_EQ(found.top_overlap, turned.top_overlap);
}

TEST(MapSimilarity, TurnsWithTheSign) {
  auto turned = map_a();
  for (float& value : turned) value = -value;
  const auto found = compare(map_a(), turned);
  EXPECT_DOUBLE_EQ(found.jaccard_sum, -6);
  EXPECT_DOUBLE_EQ(found.cosine, -1);
  EXPECT_DOUBLE_EQ(found.top_overlap, 2.5 / 3);
}

TEST(MapSimilarity, OfAMapOfZeros) {
  const auto found = compare(map_a(), std::vector<float>(28, 0));
  EXPECT_EQ(found.jaccard_sum, 0);
  EXPECT_EQ(found.cosine, 0);
  EXPECT_TRUE(std::isnan(found.pearson));
  EXPECT_TRUE(std::isnan(found.spearman));
  EXPECT_TRUE(std::isnan(found.top_overlap));
}

TEST(MapSimilarity, ExpectsTheTopOverlapThatTiesHaveByChance) {
  // One base each, at different places of 50: the other 4 of the top 5 are drawn among 49.
  std::vector<float> one(200, 0);
  std::vector<float> other(200, 0);
  one[3] = 1;
  other[17] = 1;
  const double tied = 4.0 / 49;
  EXPECT_NEAR(compare(one, other, 5).top_overlap, (2 * tied + 48 * tied * tied) / 5, 1e-12);
  EXPECT_NEAR(compare(one, other, 5).top_overlap, 0.1, 0.01);  // chance, 5 of 50, and little else
}

TEST(MapSimilarity, HasNoTopOverlapOfAllBases) {
  EXPECT_TRUE(std::isnan(compare(map_a(), map_b(), 7).top_overlap));
  EXPECT_TRUE(std::isnan(compare(map_a(), map_b(), 50).top_overlap));
}

TEST(MapSimilarity, RefusesOtherLengths) {
  EXPECT_THAT(test::error_message([] { compare(map_a(), std::vector<float>(8, 0)); }),
              testing::HasSubstr("maps of 7 and 2 bases"));
}

std::vector<float> column(const std::vector<float>& map, std::size_t position) {
  std::vector<float> values;
  for (std::size_t base = 0; base < 4; ++base)
    values.push_back(map[base * (map.size() / 4) + position]);
  return values;
}

TEST(ShuffledMap, OfBasesKeepsPositions) {
  util::Random random(7);
  const auto shuffled = shuffled_map(map_b().data(), kLength, MapShuffle::kBases, random);
  EXPECT_NE(shuffled, map_b());
  for (std::size_t i = 0; i < kLength; ++i)
    EXPECT_THAT(column(shuffled, i), testing::UnorderedElementsAreArray(column(map_b(), i)));
}

TEST(ShuffledMap, OfPositionsKeepsColumns) {
  util::Random random(7);
  const auto shuffled = shuffled_map(map_b().data(), kLength, MapShuffle::kPositions, random);
  EXPECT_NE(shuffled, map_b());
  std::vector<std::vector<float>> before;
  std::vector<std::vector<float>> after;
  for (std::size_t i = 0; i < kLength; ++i) {
    before.push_back(column(map_b(), i));
    after.push_back(column(shuffled, i));
  }
  EXPECT_THAT(after, testing::UnorderedElementsAreArray(before));
}

TEST(ShuffledMap, OfAllKeepsValuesAndRepeats) {
  util::Random random(7);
  util::Random again(7);
  const auto shuffled = shuffled_map(map_b().data(), kLength, MapShuffle::kAll, random);
  EXPECT_THAT(shuffled, testing::UnorderedElementsAreArray(map_b()));
  EXPECT_EQ(shuffled, shuffled_map(map_b().data(), kLength, MapShuffle::kAll, again));
}

}  // namespace
}  // namespace siskin::score
