#include "siskin/simulate/grammar.hpp"

#include <gmock/gmock.h>

#include <numeric>

namespace siskin::simulate {
namespace {

using testing::ElementsAre;

Grammar with_counts(const std::vector<std::int64_t>& counts) {
  Grammar grammar;
  for (const std::int64_t count : counts) {
    grammar.groups.emplace_back();
    grammar.groups.back().count = count;
  }
  return grammar;
}

TEST(Apportion, GivesLeftoversToTheLargestRemainders) {
  EXPECT_THAT(apportion(10, {1, 1, 1}), ElementsAre(4, 3, 3));
  EXPECT_THAT(apportion(7, {0.5, 0.3, 0.2}), ElementsAre(4, 2, 1));
  EXPECT_THAT(apportion(5, {0, 1}), ElementsAre(0, 5));
}

TEST(Apportion, IsNotMisledByBinaryFractions) {
  EXPECT_THAT(apportion(30000, {0.7, 0.1, 0.2}), ElementsAre(21000, 3000, 6000));
  EXPECT_THAT(apportion(1000000, {0.1, 0.2, 0.7}), ElementsAre(100000, 200000, 700000));
}

TEST(Apportion, AlwaysSumsToTheTotal) {
  for (std::int64_t total = 1; total < 200; ++total) {
    const auto parts = apportion(total, {0.37, 0.21, 0.05, 0.29, 0.08});
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), total);
  }
}

TEST(Scale, KeepsTheProportionsOfGroups) {
  Grammar grammar = with_counts({300, 100});
  scale(grammar, 40);
  EXPECT_EQ(grammar.groups[0].count, 30);
  EXPECT_EQ(grammar.groups[1].count, 10);
  EXPECT_EQ(total_count(grammar), 40);
}

TEST(SplitEnds, CutTheWholeSet) {
  Grammar grammar = with_counts({6, 4});
  EXPECT_TRUE(split_ends(grammar).empty());
  grammar.splits = {{"train", 0.7}, {"valid", 0.1}, {"test", 0.2}};
  EXPECT_THAT(split_ends(grammar), ElementsAre(7, 8, 10));
}

TEST(MotifsOf, JoinsPoolsAndOwnMotifs) {
  Grammar grammar = with_counts({1});
  grammar.pools = {{"p", {"a", "b"}}, {"q", {"c"}}};
  grammar.groups[0].pools = {"q", "p"};
  grammar.groups[0].motifs = {"d"};
  EXPECT_THAT(motifs_of(grammar, grammar.groups[0]), ElementsAre("c", "a", "b", "d"));
}

TEST(LabelCount, IsThatOfTheRuleInForce) {
  Group group;
  group.label.fixed = {0, 1, 1};
  EXPECT_EQ(label_count(group), 3U);
  group.label = {{}, {"SP1", "MAX"}};
  EXPECT_EQ(label_count(group), 2U);
}

}  // namespace
}  // namespace siskin::simulate
