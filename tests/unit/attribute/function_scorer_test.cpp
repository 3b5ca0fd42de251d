#include "siskin/attribute/function_scorer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using attribute::FunctionScorer;
using testing::ElementsAre;

// The number of A and of C.
model::Model counts() {
  return test::make_model("def forward(self, x):\n    return torch.sum(x, [2])[:, 0:2]\n",
                          {{"unused", torch::zeros({1})}});
}

std::vector<double> score(FunctionScorer& scorer, const std::vector<std::string>& sequences) {
  const auto onehot_ncl = test::encode(sequences);
  return scorer.score(onehot_ncl.data_ptr<float>(), sequences.size(), sequences[0].size());
}

TEST(FunctionScorer, AnswersForAllOutputsFromTheFirstPass) {
  auto model = counts();
  const model::Function function(model, "    return output\n");
  FunctionScorer scorer(function, 2);
  EXPECT_THAT(score(scorer, {"AAC", "CCG", "AAA"}), ElementsAre(2, 0, 3));
  EXPECT_THAT(score(scorer, {"CCA"}), ElementsAre(1));
  EXPECT_EQ(scorer.outputs(), 2);
  scorer.select(1);
  EXPECT_THAT(score(scorer, {"AAC", "CCG", "AAA"}), ElementsAre(1, 2, 0));
  EXPECT_THAT(score(scorer, {"CCA"}), ElementsAre(2));
  scorer.select(0);
  EXPECT_THAT(score(scorer, {"CCC"}), ElementsAre(0));
}

TEST(FunctionScorer, AnswersEditsForAllOutputsWhicheverEngine) {
  auto model = counts();
  const model::Function function(model, "    return output\n");
  const auto base_ncl = test::encode({"AAC"});
  const std::vector<blackbox::Edit> edits{{{0, {0, 1, 0, 0}}}, {}, {{2, {1, 0, 0, 0}}}};
  for (const auto engine : {model::Engine::kPlain, model::Engine::kIncremental}) {
    FunctionScorer scorer(function, 2, engine);
    EXPECT_THAT(scorer.score_edits(base_ncl.data_ptr<float>(), 3, edits), ElementsAre(1, 2, 3));
    scorer.select(1);
    EXPECT_THAT(scorer.score_edits(base_ncl.data_ptr<float>(), 3, edits), ElementsAre(2, 1, 0));
  }
}

TEST(FunctionScorer, NoticesOtherQuestions) {
  auto model = counts();
  const model::Function function(model, "    return output\n");
  FunctionScorer scorer(function, 2);
  score(scorer, {"AAC", "CCG"});
  scorer.select(1);
  EXPECT_THROW(score(scorer, {"AAC"}), std::logic_error);
  scorer.select(1);
  score(scorer, {"AAC", "CCG"});
  EXPECT_THROW(score(scorer, {"AAC"}), std::logic_error);
}

}  // namespace
}  // namespace siskin
