#include "siskin/blackbox/design.hpp"

#include <gtest/gtest.h>

#include <set>

#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

using blackbox::DesignGoal;
using blackbox::SubstitutionOptions;
using test::FunctionScorer;

std::string letters_of(const std::vector<float>& map_cl) {
  const std::size_t length = map_cl.size() / 4;
  std::string letters;
  for (std::size_t i = 0; i < length; ++i) {
    for (std::size_t base = 0; base < 4; ++base) {
      if (map_cl[base * length + i] == 1) letters += "ACGT"[base];
    }
  }
  return letters;
}

std::string sequence_of(std::size_t code, std::size_t length) {
  std::string sequence;
  for (std::size_t i = 0; i < length; ++i, code /= 4) sequence += "ACGT"[code % 4];
  return sequence;
}

SubstitutionOptions search_steps(std::size_t steps, std::size_t width = 1) {
  SubstitutionOptions options;
  options.max_steps = steps;
  options.beam_width = width;
  return options;
}

// The six of all 1024 sequences of five bases that the test model scores 1.6875, its maximum.
TEST(SubstitutionSearch, ReachesTheOptimumOfTheTestModelFromEveryStart) {
  const std::set<std::string> optima{"ACACG", "ACACC", "ACAAC", "TACAC", "ACCAC", "AACAC"};
  FunctionScorer scorer(test::score_t1);
  for (std::size_t code = 0; code < 1024; ++code) {
    const auto start = test::encode(sequence_of(code, 5));
    const auto found = blackbox::substitution_search(scorer, start, search_steps(5));
    ASSERT_DOUBLE_EQ(found.score, 1.6875) << sequence_of(code, 5);
    EXPECT_EQ(optima.count(letters_of(found.onehot_cl)), 1U);
    EXPECT_EQ(found.score, test::score_t1(found.onehot_cl.data(), 5));
    EXPECT_EQ(found.start_score, test::score_t1(start.data(), 5));
  }
}

TEST(SubstitutionSearch, FindsTheMinimumWithABeam) {
  FunctionScorer scorer(test::score_t1);
  auto options = search_steps(20, 16);
  options.goal.kind = DesignGoal::Kind::kMinimise;
  const auto found = blackbox::substitution_search(scorer, test::encode("ACACG"), options);
  EXPECT_DOUBLE_EQ(found.score, -0.75);
  EXPECT_EQ((std::set<std::string>{"GTGGT", "GGTGT"}).count(letters_of(found.onehot_cl)), 1U);
}

TEST(SubstitutionSearch, ComesCloseToAValue) {
  FunctionScorer scorer(test::score_t1);
  auto options = search_steps(20, 8);
  options.goal.kind = DesignGoal::Kind::kTarget;
  options.goal.target = 1.0;
  const auto found = blackbox::substitution_search(scorer, test::encode("GTGGT"), options);
  EXPECT_NEAR(found.score, 1.0, 0.05);
  EXPECT_DOUBLE_EQ(found.value, -std::abs(found.score - 1));
}

TEST(SubstitutionSearch, TakesTheBestSubstitutionOfEachStep) {
  util::Random random(3);
  const auto network = test::random_network(7, 4, random);
  FunctionScorer scorer(network);
  auto sequence = test::random_bases(7, random);
  const auto found = blackbox::substitution_search(scorer, test::encode(sequence), search_steps(1));
  double best = network(test::encode(sequence).data(), 7);
  for (std::size_t i = 0; i < 7; ++i) {
    for (const char base : {'A', 'C', 'G', 'T'}) {
      auto mutant = sequence;
      mutant[i] = base;
      best = std::max(best, network(test::encode(mutant).data(), 7));
    }
  }
  EXPECT_DOUBLE_EQ(found.score, best);
  EXPECT_EQ(scorer.evaluations, 1U + 21);
}

TEST(SubstitutionSearch, IsNeverWorseWithAWiderBeam) {
  util::Random random(4);
  for (int trial = 0; trial < 20; ++trial) {
    const auto network = test::random_network(6, 6, random);
    FunctionScorer scorer(network);
    const auto start = test::encode(test::random_bases(6, random));
    const auto greedy = blackbox::substitution_search(scorer, start, search_steps(50));
    const auto all = blackbox::substitution_search(scorer, start, search_steps(50, 5000));
    EXPECT_GE(all.score, greedy.score);
    for (std::size_t i = 1; i < greedy.best_scores.size(); ++i) {
      EXPECT_GT(greedy.best_scores[i], greedy.best_scores[i - 1]);
    }
    EXPECT_EQ(greedy.best_scores.size(), greedy.step + 1);
  }
}

// Notes the sequences whose substitutions are asked for.
class FollowedSequences : public FunctionScorer {
 public:
  using FunctionScorer::FunctionScorer;

  std::vector<double> score_edits(const float* base_cl, std::size_t length,
                                  const std::vector<blackbox::Edit>& edits) override {
    if (edits.size() > 1) followed.emplace_back(base_cl, base_cl + 4 * length);
    return FunctionScorer::score_edits(base_cl, length, edits);
  }

  std::vector<std::vector<float>> followed;
};

TEST(SubstitutionSearch, FollowsEachSequenceOnce) {
  util::Random random(5);
  FollowedSequences scorer(test::random_network(5, 6, random));
  blackbox::substitution_search(scorer, test::encode("GATTA"), search_steps(4, 12));
  const std::set<std::vector<float>> different(scorer.followed.begin(), scorer.followed.end());
  EXPECT_EQ(different.size(), scorer.followed.size());
  EXPECT_GT(different.size(), 12U);
}

TEST(SubstitutionSearch, LeavesFixedPositionsAndN) {
  FunctionScorer scorer(test::score_t1);
  auto options = search_steps(10);
  options.fixed = {true, false, false, false, true};
  const auto found = blackbox::substitution_search(scorer, test::encode("GTNGT"), options);
  EXPECT_EQ(found.onehot_cl[std::size_t{2} * 5], 1);
  EXPECT_EQ(found.onehot_cl[std::size_t{3} * 5 + 4], 1);
  for (std::size_t base = 0; base < 4; ++base) EXPECT_EQ(found.onehot_cl[base * 5 + 2], 0);
  EXPECT_GT(found.score, found.start_score);
}

TEST(SubstitutionSearch, PaysForGcThatIsNotWanted) {
  FunctionScorer scorer([](const float*, std::size_t) { return 0; });
  auto options = search_steps(20);
  options.goal.gc_penalty = 1;
  options.goal.gc = 0.25;
  const auto found = blackbox::substitution_search(scorer, test::encode("GGGGCCCC"), options);
  EXPECT_DOUBLE_EQ(blackbox::gc_share(found.onehot_cl.data(), 8), 0.25);
  EXPECT_DOUBLE_EQ(found.value, 0);
}

TEST(DesignValue, FollowsTheGoal) {
  DesignGoal goal;
  goal.gc_penalty = 4;
  EXPECT_DOUBLE_EQ(blackbox::design_value(goal, 3, 1), 2);
  goal.kind = DesignGoal::Kind::kMinimise;
  EXPECT_DOUBLE_EQ(blackbox::design_value(goal, 3, 0.5), -3);
  goal.kind = DesignGoal::Kind::kTarget;
  goal.target = 5;
  EXPECT_DOUBLE_EQ(blackbox::design_value(goal, 3, 0), -3);
}

}  // namespace
}  // namespace siskin
