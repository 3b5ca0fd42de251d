#include "siskin/simulate/background.hpp"

#include <gmock/gmock.h>

#include <map>

#include "siskin/util/error.hpp"
#include "unit/simulate/sampling.hpp"

namespace siskin::simulate {
namespace {

std::map<std::string, int> words(const std::string& sequence, std::size_t width) {
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i + width <= sequence.size(); ++i) ++counts[sequence.substr(i, width)];
  return counts;
}

std::string filled(const BackgroundSource& source, std::size_t length, std::uint64_t seed = 1) {
  util::Random random(seed);
  std::string sequence(length, '.');
  source.fill(sequence, random);
  return sequence;
}

TEST(Thresholds, LeaveNoSliverForBasesThatCannotOccur) {
  // 0.1 + 0.2 + 0.7 is less than 1 in binary.
  const Thresholds thresholds = make_thresholds({0.1, 0.2, 0.7, 0});
  EXPECT_EQ(thresholds[2], 1);
  EXPECT_EQ(make_thresholds({0, 1, 0, 0}), (Thresholds{0, 1, 1}));
}

TEST(Thresholds, GiveEachBaseItsShare) {
  util::Random random(3);
  const Thresholds thresholds = make_thresholds({0.1, 0.2, 0.3, 0.4});
  std::map<char, int> counts;
  for (int i = 0; i < 100000; ++i) ++counts[draw_letter(thresholds, random)];
  expect_share(counts['A'], 100000, 0.1);
  expect_share(counts['C'], 100000, 0.2);
  expect_share(counts['G'], 100000, 0.3);
  expect_share(counts['T'], 100000, 0.4);
}

TEST(MarkovBackground, OfACompositionHasIndependentLetters) {
  const std::string sequence = filled(MarkovBackground({0.1, 0.2, 0.3, 0.4}), 200000);
  const std::map<char, double> p = {{'A', 0.1}, {'C', 0.2}, {'G', 0.3}, {'T', 0.4}};
  for (const auto& [word, count] : words(sequence, 2)) {
    expect_share(count, 199999, p.at(word[0]) * p.at(word[1]), word);
  }
}

TEST(MarkovBackground, FollowsAChainWithoutChoice) {
  const MarkovBackground source({"ACGTACGTACGTA"}, 1, "bg.fa");
  const std::string sequence = filled(source, 50);
  for (std::size_t i = 0; i + 1 < sequence.size(); ++i) {
    EXPECT_NE(std::string("ACGTA").find(sequence.substr(i, 2)), std::string::npos) << sequence;
  }
}

TEST(MarkovBackground, ReproducesTheWordsItWasEstimatedFrom) {
  // Long runs of A, and C after every G: far from independent letters.
  std::string text;
  util::Random random(5);
  while (text.size() < 60000) {
    text += std::string(1 + random.below(6), 'A') + (random.below(2) == 0 ? "GC" : "TTG") + "C";
  }
  const double total = static_cast<double>(text.size() - 2);
  const std::string made = filled(MarkovBackground({text}, 2, "bg.fa"), 60000);
  const auto before = words(text, 3);
  for (const auto& [word, count] : words(made, 3)) {
    ASSERT_EQ(before.count(word), 1U) << word << " never occurs in the source";
    // Neighbouring words depend on each other; twice the binomial error covers it.
    EXPECT_NEAR(count, before.at(word), 10 * std::sqrt(before.at(word)) + 0.001 * total) << word;
  }
}

TEST(MarkovBackground, PassesOverLettersOtherThanACGTAndReadsLowerCase) {
  const MarkovBackground source({"acNACNac"}, 1, "bg.fa");
  EXPECT_THAT(source.composition(), testing::ElementsAre(0.5, 0.5, 0, 0));
  // A is always followed by C; C never by anything, so the composition steps in.
  const auto counts = words(filled(source, 20000), 2);
  EXPECT_EQ(counts.count("AA"), 0U);
  expect_share(counts.at("CA"), counts.at("CA") + counts.at("CC"), 0.5);
}

TEST(MarkovBackground, StartsLikeItsSource) {
  const MarkovBackground source({"ACACACACACACACACACACACACACACACACACACACA"}, 1, "bg.fa");
  int starts_with_a = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    starts_with_a += filled(source, 3, seed)[0] == 'A' ? 1 : 0;
  }
  expect_share(starts_with_a, 2000, 0.5);
}

TEST(MarkovBackground, MakesSequencesShorterThanItsOrder) {
  EXPECT_EQ(filled(MarkovBackground({"AAAAAAAA"}, 4, "bg.fa"), 2), "AA");
}

TEST(MarkovBackground, RefusesASourceWithoutWords) {
  EXPECT_EQ(message_of<Error>([] {
              MarkovBackground({"AC", "NN"}, 2, "bg.fa");
            }),
            "bg.fa: found no word of 3 letters A, C, G, T, expected some to estimate the "
            "background");
}

TEST(ShuffledBackground, KeepsDinucleotideCounts) {
  const std::string record = "ACGGTATTACCGGATATTTACGCGCGATAAATTTTCCAGGAT";
  const ShuffledBackground source({record}, record.size(), "bg.fa");
  bool changed = false;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const std::string made = filled(source, record.size(), seed);
    EXPECT_EQ(words(made, 2), words(record, 2));
    changed = changed || made != record;
  }
  EXPECT_TRUE(changed);
}

TEST(ShuffledBackground, DrawsEveryPlainWindowEquallyOften) {
  // Windows of two letters: aa, AC and, beyond the N, GG. Two letters cannot be shuffled.
  const ShuffledBackground source({"aacNGG", "T"}, 2, "bg.fa");
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 0; seed < 30000; ++seed) ++seen[filled(source, 2, seed)];
  ASSERT_EQ(seen.size(), 3U);
  for (const char* word : {"AA", "AC", "GG"}) expect_share(seen[word], 30000, 1.0 / 3, word);
  EXPECT_THAT(source.composition(), testing::ElementsAre(0.4, 0.2, 0.4, 0));
}

TEST(ShuffledBackground, RefusesASourceWithoutWindows) {
  EXPECT_EQ(message_of<Error>([] { ShuffledBackground({"ACGNACG"}, 4, "bg.fa"); }),
            "bg.fa: found no stretch of 4 letters A, C, G, T, expected some to shuffle");
}

}  // namespace
}  // namespace siskin::simulate
