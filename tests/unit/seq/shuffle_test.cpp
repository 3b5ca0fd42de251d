#include "siskin/seq/shuffle.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

namespace siskin::seq {
namespace {

std::map<std::string, int> words(const std::string& sequence, std::size_t width) {
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i + width <= sequence.size(); ++i) ++counts[sequence.substr(i, width)];
  return counts;
}

std::string random_sequence(std::size_t length, std::string_view letters, util::Random& random) {
  std::string sequence;
  for (std::size_t i = 0; i < length; ++i) sequence += letters[random.below(letters.size())];
  return sequence;
}

// Every distinct order of the letters that `keep` accepts, with a count of zero.
template <typename Keep>
std::map<std::string, int> enumerate_orders(std::string sequence, const Keep& keep) {
  std::map<std::string, int> orders;
  std::sort(sequence.begin(), sequence.end());
  do {
    if (keep(sequence)) orders[sequence] = 0;
  } while (std::next_permutation(sequence.begin(), sequence.end()));
  return orders;
}

std::map<std::string, int> enumerate_dinucleotide_shuffles(const std::string& sequence) {
  return enumerate_orders(sequence, [&](const std::string& order) {
    return order.front() == sequence.front() && words(order, 2) == words(sequence, 2);
  });
}

double chi_square(const std::map<std::string, int>& counts, int draws) {
  const double expected = static_cast<double>(draws) / static_cast<double>(counts.size());
  double sum = 0;
  for (const auto& entry : counts) {
    sum += (entry.second - expected) * (entry.second - expected) / expected;
  }
  return sum;
}

// Above the 99.99 % quantile (Wilson and Hilferty 1931); the seeds are fixed, so a pass stays one.
double chi_square_limit(std::size_t freedom) {
  const double n = static_cast<double>(freedom);
  const double root = 1 - 2 / (9 * n) + 3.8 * std::sqrt(2 / (9 * n));
  return n * root * root * root;
}

TEST(ShuffleDinucleotides, KeepsDinucleotideCountsAndBothEnds) {
  util::Random random(11);
  for (const std::string_view letters : {"ACGT", "ACGTNacgt", "AC", "A"}) {
    for (const std::size_t length : {3U, 4U, 10U, 200U, 1000U}) {
      const std::string sequence = random_sequence(length, letters, random);
      const std::string shuffled = shuffle_dinucleotides(sequence, random);
      EXPECT_EQ(words(shuffled, 2), words(sequence, 2)) << sequence;
      EXPECT_EQ(shuffled.front(), sequence.front());
      EXPECT_EQ(shuffled.back(), sequence.back());
    }
  }
}

TEST(ShuffleDinucleotides, ReallyShuffles) {
  util::Random random(12);
  const std::string sequence = random_sequence(200, "ACGT", random);
  EXPECT_NE(shuffle_dinucleotides(sequence, random), sequence);
  EXPECT_NE(words(shuffle_dinucleotides(sequence, random), 3), words(sequence, 3));
}

TEST(ShuffleDinucleotides, GivesTheSameForTheSameSeed) {
  util::Random source(1);
  const std::string sequence = random_sequence(300, "ACGT", source);
  util::Random first(42);
  util::Random second(42);
  util::Random other(43);
  const std::string shuffled = shuffle_dinucleotides(sequence, first);
  EXPECT_EQ(shuffle_dinucleotides(sequence, second), shuffled);
  EXPECT_NE(shuffle_dinucleotides(sequence, other), shuffled);
}

TEST(ShuffleDinucleotides, TheOnlyPathReturnsItself) {
  util::Random random(13);
  for (const std::string sequence : {"", "A", "AC", "AAAAAA", "ACGT", "AAACCC", "ACGTACGTACGT"}) {
    EXPECT_EQ(shuffle_dinucleotides(sequence, random), sequence);
  }
}

TEST(ShuffleDinucleotides, EveryPathIsEquallyLikely) {
  // Cycles and self-loops; ends that differ and that agree; exits with multiplicities.
  for (const std::string sequence : {"AACACGAGT", "ACAGATACCA", "GATTACAGAT", "ACGCAGACTA"}) {
    auto counts = enumerate_dinucleotide_shuffles(sequence);
    ASSERT_GT(counts.size(), 3U) << sequence;
    const int draws = 2000 * static_cast<int>(counts.size());
    util::Random random(14);
    for (int i = 0; i < draws; ++i) {
      const auto found = counts.find(shuffle_dinucleotides(sequence, random));
      ASSERT_NE(found, counts.end()) << sequence;
      ++found->second;
    }
    EXPECT_LT(chi_square(counts, draws), chi_square_limit(counts.size() - 1)) << sequence;
  }
}

TEST(ShuffleMononucleotides, EveryOrderIsEquallyLikely) {
  auto counts = enumerate_orders("AACGT", [](const std::string&) { return true; });
  ASSERT_EQ(counts.size(), 60U);  // 5! / 2!
  constexpr int kDraws = 120'000;
  util::Random random(15);
  for (int i = 0; i < kDraws; ++i) ++counts.at(shuffle_mononucleotides("AACGT", random));
  EXPECT_LT(chi_square(counts, kDraws), chi_square_limit(59));
}

TEST(ShuffleMononucleotides, KeepsLetterCounts) {
  util::Random random(16);
  const std::string sequence = random_sequence(500, "ACGTN", random);
  EXPECT_EQ(words(shuffle_mononucleotides(sequence, random), 1), words(sequence, 1));
  EXPECT_EQ(shuffle_mononucleotides("", random), "");
}

}  // namespace
}  // namespace siskin::seq
