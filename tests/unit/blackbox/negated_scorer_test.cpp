#include "siskin/blackbox/negated_scorer.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "unit/blackbox/function_scorer.hpp"

namespace siskin {
namespace {

TEST(NegatedScorer, TurnsEveryKindOfScore) {
  test::FunctionScorer inner(test::score_t1, 7);
  blackbox::NegatedScorer negated(inner);
  const auto onehot = test::encode("ACGTA");
  EXPECT_EQ(negated.score(onehot.data(), 1, 5), std::vector<double>{-0.5625});
  const std::vector<blackbox::Edit> edits{{}, {{4, {0.25F, 0.25F, 0.25F, 0.25F}}}, {{0, {}}}};
  const auto scores = inner.score_edits(onehot.data(), 5, edits);
  const auto turned = negated.score_edits(onehot.data(), 5, edits);
  const auto walk = negated.walk(onehot, edits);
  EXPECT_EQ(walk->scores(), turned);
  for (std::size_t i = 0; i < edits.size(); ++i) EXPECT_EQ(turned[i], -scores[i]);
  walk->make(0);
  EXPECT_EQ(walk->scores(), (std::vector<double>{turned[1], turned[2]}));
  EXPECT_EQ(negated.batch_size(), 7U);
}

TEST(NegatedScorer, GivesNoNegativeZero) {
  test::FunctionScorer inner([](const float*, std::size_t) { return 0.0; });
  blackbox::NegatedScorer negated(inner);
  EXPECT_FALSE(std::signbit(negated.score(test::encode("A").data(), 1, 1).front()));
}

}  // namespace
}  // namespace siskin
