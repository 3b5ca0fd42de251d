#include "siskin/motif/top_activations.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "siskin/util/random.hpp"

namespace siskin::motif {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> names(const std::vector<TopActivation>& ranked) {
  std::vector<std::string> result;
  result.reserve(ranked.size());
  for (const auto& one : ranked) result.push_back(one.name);
  return result;
}

TEST(TopActivations, KeepsTheStrongestSequencesOfEachChannel) {
  TopActivations top(2, 2);
  const std::vector<float> a{1, 3, 3, 0, -1, -2};
  const std::vector<float> b{5, 0, 0, -9, -8, -7};
  const std::vector<float> c{0, 0, 4, 2, 0, 0};
  top.add("a", 0, a.data(), 3);
  top.add("b", 1, b.data(), 3);
  top.add("c", 2, c.data(), 3);
  EXPECT_THAT(names(top.ranked(0)), ElementsAre("b", "c"));
  EXPECT_THAT(names(top.ranked(1)), ElementsAre("c", "a"));
  EXPECT_EQ(top.ranked(0)[1].position, 2U);
  EXPECT_EQ(top.ranked(0)[1].value, 4);
  EXPECT_EQ(top.ranked(1)[1].position, 0U);
}

TEST(TopActivations, TakesTheFirstOfEqualPositionsAndSequences) {
  TopActivations top(1, 2);
  const std::vector<float> same{0, 1, 1};
  top.add("late", 2, same.data(), 3);
  top.add("middle", 1, same.data(), 3);
  top.add("early", 0, same.data(), 3);
  EXPECT_THAT(names(top.ranked(0)), ElementsAre("early", "middle"));
  EXPECT_EQ(top.ranked(0)[0].position, 1U);
}

TEST(TopActivations, PassesOverWhatIsNoNumber) {
  TopActivations top(1, 5);
  const float none = std::nanf("");
  const std::vector<float> some{none, -4, none};
  const std::vector<float> nothing{none, none, none};
  top.add("some", 0, some.data(), 3);
  top.add("nothing", 1, nothing.data(), 3);
  ASSERT_THAT(names(top.ranked(0)), ElementsAre("some"));
  EXPECT_EQ(top.ranked(0)[0].value, -4);
}

TEST(TopActivations, MayKeepNone) {
  TopActivations top(1, 0);
  const float value = 1;
  top.add("a", 0, &value, 1);
  EXPECT_TRUE(top.ranked(0).empty());
}

TEST(TopActivations, AgreesWithSortingEverything) {
  util::Random random(3);
  TopActivations top(1, 7);
  std::vector<float> all;
  for (std::uint64_t n = 0; n < 500; ++n) {
    const auto value = static_cast<float>(random.normal());
    all.push_back(value);
    top.add(std::to_string(n), n, &value, 1);
  }
  std::sort(all.rbegin(), all.rend());
  const auto ranked = top.ranked(0);
  ASSERT_EQ(ranked.size(), 7U);
  for (std::size_t i = 0; i < 7; ++i) EXPECT_EQ(ranked[i].value, all[i]);
}

}  // namespace
}  // namespace siskin::motif
