#include "siskin/model/model_scorer.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>

#include "siskin/util/error.hpp"
#include "support/run_command.hpp"
#include "support/script_module.hpp"
#include "unit/model/incremental_zoo.hpp"

namespace siskin::model {
namespace {

class ModelScorerTest : public testing::Test {
 protected:
  // Output 0 adds everything up, output 1 counts the As twice.
  ModelScorerTest() {
    const auto path = (folder_.path() / "model.pt").string();
    test::save_script("  return torch.stack([x.sum([1, 2]), 2.0 * x[:, 0].sum(1)], 1)\n", path);
    model_ = std::make_unique<Model>(path);
  }
  test::TemporaryFolder folder_;
  std::unique_ptr<Model> model_;
};

TEST_F(ModelScorerTest, ScoresEverySequenceWhateverTheBatchSize) {
  // Two sequences of two bases, channel by channel: AC and AA.
  const std::vector<float> onehot_ncl = {1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0};
  for (const std::size_t batch_size : {1, 2, 64}) {
    ModelScorer scorer(*model_, 1, OutputSpace::kLogit, batch_size);
    EXPECT_THAT(scorer.score(onehot_ncl.data(), 2, 2), testing::ElementsAre(2.0, 4.0));
  }
}

TEST_F(ModelScorerTest, AppliesChangesOneByOne) {
  ModelScorer scorer(*model_, 1, OutputSpace::kLogit, 2);
  const std::vector<float> ac = {1, 0, 0, 1, 0, 0, 0, 0};
  const std::vector<blackbox::Edit> edits = {
      {{0, {0, 0, 1, 0}}}, {{1, {1, 0, 0, 0}}}, {{1, {0.25F, 0.25F, 0.25F, 0.25F}}}};
  EXPECT_THAT(scorer.score_edits(ac.data(), 2, edits), testing::ElementsAre(0.0, 4.0, 2.5));
}

TEST(ModelScorer, ScoresEditsAndWalksAlikeByBothEngines) {
  auto model = test::open_zoo_network(
      "  x = torch.relu(torch.conv1d(x, self.a, self.ab, [1], [3]))\n"
      "  return torch.linear(torch.conv1d(x, self.b).amax(2), self.h8)\n");
  const auto base_cl = test::random_bases(test::kZooLength, 3);
  const auto edits = test::single_edits(test::kZooLength);
  std::vector<std::vector<double>> scores;
  std::vector<std::vector<double>> walked;
  for (const auto engine : {Engine::kPlain, Engine::kIncremental}) {
    ModelScorer scorer(model, 0, OutputSpace::kLogit, 16, engine);
    scores.push_back(scorer.score_edits(base_cl.data(), test::kZooLength, edits));
    const auto walk = scorer.walk(base_cl, edits);
    walk->make(7);
    walked.push_back(walk->scores());
    EXPECT_EQ(scorer.remark() == "plain", engine == Engine::kPlain) << scorer.remark();
  }
  ASSERT_EQ(walked[0].size(), edits.size() - 1);
  EXPECT_THAT(scores[1], testing::Pointwise(testing::DoubleNear(1e-10), scores[0]));
  EXPECT_THAT(walked[1], testing::Pointwise(testing::DoubleNear(1e-10), walked[0]));
}

TEST_F(ModelScorerTest, NamesATargetThatTheModelDoesNotHave) {
  ModelScorer scorer(*model_, 2, OutputSpace::kLogit, 2);
  const std::vector<float> a = {1, 0, 0, 0};
  EXPECT_THROW(scorer.score(a.data(), 1, 1), Error);
}

}  // namespace
}  // namespace siskin::model
