#include "siskin/blackbox/pairwise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/blackbox/games.hpp"

namespace siskin {
namespace {

using blackbox::PairEffect;
using test::FunctionScorer;

std::vector<PairEffect> pairs_of(blackbox::Scorer& scorer, const std::string& sequence,
                                 const std::vector<std::size_t>& positions) {
  std::vector<PairEffect> found;
  blackbox::pairwise_mutagenesis(scorer, test::encode(sequence), positions,
                                 [&found](const PairEffect& pair) { found.push_back(pair); });
  return found;
}

double mutant_score(const FunctionScorer::Function& function, const std::string& sequence) {
  return function(test::encode(sequence).data(), sequence.size());
}

TEST(PairwiseMutagenesis, IsWhatTheMutantsWrittenOutSay) {
  FunctionScorer scorer(test::score_t1);
  const std::string sequence = "ACGTA";
  const auto pairs = pairs_of(scorer, sequence, {0, 1, 3});
  ASSERT_EQ(pairs.size(), 3U * 9);
  for (const auto& pair : pairs) {
    ASSERT_LT(pair.position1, pair.position2);
    auto one = sequence;
    auto two = sequence;
    auto both = sequence;
    one[pair.position1] = both[pair.position1] = "ACGT"[pair.base1];
    two[pair.position2] = both[pair.position2] = "ACGT"[pair.base2];
    EXPECT_NE(one, sequence);
    EXPECT_NE(two, sequence);
    EXPECT_EQ(pair.delta1, mutant_score(test::score_t1, one) - 0.5625);
    EXPECT_EQ(pair.delta2, mutant_score(test::score_t1, two) - 0.5625);
    EXPECT_EQ(pair.delta12, mutant_score(test::score_t1, both) - 0.5625);
    EXPECT_EQ(pair.epistasis, pair.delta12 - pair.delta1 - pair.delta2);
  }
  EXPECT_EQ(pairs[0].base1, 1U);  // C, then A at position 1
  EXPECT_EQ(pairs[0].base2, 0U);
  EXPECT_EQ(pairs.back().position2, 3U);
}

TEST(PairwiseMutagenesis, FindsNoEpistasisWhereEffectsAddUp) {
  util::Random random(51);
  FunctionScorer linear(test::random_network(6, 0, random));
  for (const auto& pair : pairs_of(linear, "GATTAC", {0, 2, 3, 5})) {
    EXPECT_NEAR(pair.epistasis, 0, 1e-9);
  }
}

TEST(PairwiseMutagenesis, FindsTheCoefficientOfAProduct) {
  // 3 where both position 1 is C and position 4 is T.
  FunctionScorer scorer([](const float* map_cl, std::size_t length) {
    return 3 * static_cast<double>(map_cl[length + 1] * map_cl[3 * length + 4]);
  });
  for (const auto& pair : pairs_of(scorer, "AAAAAA", {1, 2, 4})) {
    const bool both =
        pair.position1 == 1 && pair.base1 == 1 && pair.position2 == 4 && pair.base2 == 3;
    EXPECT_EQ(pair.epistasis, both ? 3 : 0);
  }
}

TEST(PairwiseMutagenesis, LeavesNOutAndCountsItsCost) {
  FunctionScorer scorer(test::score_t1, 7);
  EXPECT_EQ(pairs_of(scorer, "ANGTA", {0, 1, 2, 4}).size(), 3U * 9);
  EXPECT_EQ(scorer.evaluations, 3U * 3 + 1 + 9 * 3 + 3 * 2);
  EXPECT_TRUE(pairs_of(scorer, "ACGTA", {2}).empty());
  EXPECT_TRUE(pairs_of(scorer, "ACGTA", {}).empty());
}

}  // namespace
}  // namespace siskin
