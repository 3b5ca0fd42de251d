#include "siskin/util/permutation.hpp"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace siskin::util {
namespace {

TEST(Permutation, IsABijectionForEverySizeAndSeed) {
  for (std::uint64_t size = 1; size <= 300; ++size) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const Permutation order(size, seed);
      std::vector<bool> seen(size);
      for (std::uint64_t i = 0; i < size; ++i) {
        const std::uint64_t item = order(i);
        ASSERT_LT(item, size);
        ASSERT_FALSE(seen[item]) << "size " << size << " seed " << seed;
        seen[item] = true;
      }
    }
  }
}

TEST(Permutation, IsABijectionAroundPowersOfTwo) {
  for (const std::uint64_t size : {65535ULL, 65536ULL, 65537ULL, 100000ULL}) {
    const Permutation order(size, 7);
    std::vector<bool> seen(size);
    for (std::uint64_t i = 0; i < size; ++i) seen[order(i)] = true;
    for (std::uint64_t i = 0; i < size; ++i) ASSERT_TRUE(seen[i]) << size;
  }
}

TEST(Permutation, HoldsLargeSizes) {
  const std::uint64_t size = 3'000'000'007ULL;
  const Permutation order(size, 1);
  for (std::uint64_t i = 0; i < 1000; ++i) EXPECT_LT(order(size - 1 - i), size);
}

TEST(Permutation, GivesEveryOrderOfThreeAboutEquallyOften) {
  std::map<std::vector<std::uint64_t>, int> counts;
  const int seeds = 6000;
  for (int seed = 0; seed < seeds; ++seed) {
    const Permutation order(3, static_cast<std::uint64_t>(seed));
    ++counts[{order(0), order(1), order(2)}];
  }
  ASSERT_EQ(counts.size(), 6U);
  // Binomial(6000, 1/6): mean 1000, standard deviation 29; walking is not exactly uniform.
  for (const auto& entry : counts) EXPECT_NEAR(entry.second, 1000, 200);
}

TEST(Permutation, PutsAnItemAnywhere) {
  std::vector<int> counts(10);
  for (std::uint64_t seed = 0; seed < 10000; ++seed) ++counts[Permutation(10, seed)(3)];
  for (const int count : counts) EXPECT_NEAR(count, 1000, 150);  // 5 standard deviations
}

TEST(Permutation, DependsOnTheSeedAlone) {
  EXPECT_EQ(Permutation(1000, 4)(17), Permutation(1000, 4)(17));
  int same = 0;
  const Permutation a(1000, 1);
  const Permutation b(1000, 2);
  for (std::uint64_t i = 0; i < 1000; ++i) same += a(i) == b(i) ? 1 : 0;
  EXPECT_LT(same, 12);  // one is expected
}

}  // namespace
}  // namespace siskin::util
