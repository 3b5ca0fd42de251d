#include "siskin/gradient/batched_gradient_sis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "siskin/model/model_scorer.hpp"
#include "siskin/util/random.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::BatchedGradientOptions;
using gradient::SisTask;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::ElementsAreArray;

constexpr blackbox::Column kQuarter{0.25F, 0.25F, 0.25F, 0.25F};

std::vector<float> map_of(const std::string& bases) {
  const auto onehot_ncl = test::encode({bases});
  const auto* const first = onehot_ncl.data_ptr<float>();
  return {first, first + onehot_ncl.numel()};
}

SisTask task_of(const std::string& bases, double threshold, std::uint64_t number = 0) {
  SisTask task;
  task.sequence =
      blackbox::every_base(map_of(bases), blackbox::constant_mask(bases.size(), kQuarter));
  task.options.threshold = threshold;
  task.options.keep_orders = true;
  task.number = number;
  return task;
}

std::vector<blackbox::SisResult> search(model::Model& model, const std::vector<SisTask>& tasks,
                                        const BatchedGradientOptions& options) {
  const auto function = test::every_output(model);
  model::ModelScorer scorer(model, 0, model::OutputSpace::kLogit, 64);
  return gradient::batched_gradient_sis(function, scorer, tasks, options);
}

std::string random_sequence(std::size_t length, util::Random& random) {
  std::string bases;
  for (std::size_t i = 0; i < length; ++i) bases += "ACGT"[random.below(4)];
  return bases;
}

// By hand: the first derivatives by the mask are -7/16, -7/16, 15/64, 7/32, 0.
TEST(BatchedGradientSis, FollowsTheTestModelOneByOne) {
  auto model = test::t1();
  const auto result = search(model, {task_of("ACGTA", 0.5)}, {}).at(0);
  ASSERT_EQ(result.eliminations.size(), 1U);
  const auto& elimination = result.eliminations[0];
  EXPECT_EQ(elimination.initial, 0.5625);
  EXPECT_THAT(elimination.order, ElementsAre(2, 3, 4, 1, 0));
  EXPECT_THAT(elimination.values, ElementsAre(0.765625, 0.953125, 0.96875, 0.5625, 0.25));
  ASSERT_EQ(result.subsets.size(), 1U);
  EXPECT_THAT(result.subsets[0].positions, ElementsAre(0));
  EXPECT_EQ(result.subsets[0].rest_score, 0.125);
}

TEST(BatchedGradientSis, MasksSeveralAtOnce) {
  auto model = test::t1();
  BatchedGradientOptions options;
  options.step = 2;
  const auto result = search(model, {task_of("ACGTA", 0.5)}, options).at(0);
  const auto& elimination = result.eliminations.at(0);
  EXPECT_THAT(elimination.order, ElementsAre(2, 3, 4, 1, 0));
  EXPECT_TRUE(std::isnan(elimination.values[0]));
  EXPECT_EQ(elimination.values[1], 0.953125);
  EXPECT_TRUE(std::isnan(elimination.values[2]));
  EXPECT_EQ(elimination.values[3], 0.5625);
  EXPECT_EQ(elimination.values[4], 0.25);
  EXPECT_THAT(result.subsets.at(0).positions, ElementsAre(0));
}

TEST(BatchedGradientSis, TakesMaskedUnitsApartByPolishing) {
  auto model = test::t1();
  BatchedGradientOptions options;
  options.step = 5;
  auto task = task_of("ACGTA", 0.56);
  const auto all = search(model, {task}, options).at(0);
  EXPECT_EQ(all.subsets.at(0).positions.size(), 5U);
  // By the first derivatives alone; of equal ones the lowest goes first.
  EXPECT_THAT(all.eliminations.at(0).order, ElementsAre(2, 3, 4, 0, 1));
  task.options.polish = true;
  const auto polished = search(model, {task}, options).at(0);
  EXPECT_THAT(polished.subsets.at(0).positions, ElementsAre(0));
}

TEST(BatchedGradientSis, IsExactForALinearModel) {
  torch::manual_seed(3);
  auto model = test::linear_model(torch::randn({4, 12}));
  util::Random random(4);
  for (std::uint64_t number = 0; number < 20; ++number) {
    auto task = task_of(random_sequence(12, random), 0, number);
    model::ModelScorer scorer(model, 0, model::OutputSpace::kLogit, 64);
    const auto exact = blackbox::sufficient_subsets(scorer, task.sequence, task.options);
    const auto found = search(model, {task}, {}).at(0);
    EXPECT_EQ(found.status, exact.status);
    ASSERT_EQ(found.subsets.size(), exact.subsets.size());
    for (std::size_t i = 0; i < exact.subsets.size(); ++i) {
      EXPECT_EQ(found.subsets[i].positions, exact.subsets[i].positions);
      EXPECT_THAT(found.subsets[i].score, DoubleNear(exact.subsets[i].score, 1e-5));
    }
  }
}

TEST(BatchedGradientSis, FindsSufficientDisjointSubsets) {
  auto model = test::make_model(test::kSmoothSource, test::in_double(test::smooth_tensors(5)));
  model::ModelScorer scorer(model, 0, model::OutputSpace::kLogit, 64);
  util::Random random(6);
  for (int turn = 0; turn < 30; ++turn) {
    auto task = task_of(random_sequence(15, random), 0);
    const double score = blackbox::score_masked(scorer, task.sequence, {});
    const double masked =
        blackbox::score_masked(scorer, task.sequence, blackbox::all_units(task.sequence));
    task.options.threshold = masked + 0.6 * (score - masked);
    task.options.decision =
        score > masked ? blackbox::Decision::kMaximise : blackbox::Decision::kMinimise;
    const double sign = score > masked ? 1 : -1;
    task.options.polish = turn % 2 == 1;
    BatchedGradientOptions options;
    options.step = 1 + turn % 4;
    const auto result = search(model, {task}, options).at(0);
    ASSERT_FALSE(result.subsets.empty());
    std::set<std::size_t> seen;
    for (const auto& subset : result.subsets) {
      const double alone = blackbox::score_masked(
          scorer, task.sequence, blackbox::other_units(task.sequence, subset.units));
      EXPECT_THAT(subset.score, DoubleNear(alone, 1e-12));
      EXPECT_GE(sign * alone, sign * task.options.threshold);
      for (const auto unit : subset.units) {
        EXPECT_TRUE(seen.insert(unit).second);
        if (!task.options.polish) continue;
        auto others = blackbox::other_units(task.sequence, subset.units);
        others.push_back(unit);
        EXPECT_LT(sign * blackbox::score_masked(scorer, task.sequence, others),
                  sign * task.options.threshold);
      }
    }
    EXPECT_LT(sign * result.subsets.back().rest_score.value(), sign * task.options.threshold);
  }
}

TEST(BatchedGradientSis, MasksGroupsUnderSeveralMasks) {
  // A linear model: the derivative of a group is what masking it changes, under the mean mask.
  torch::manual_seed(8);
  auto model = test::linear_model(torch::randn({4, 6}));
  SisTask task = task_of("ACGTAC", -100);
  task.options.threshold = -100;  // nothing to explain, but the order is made
  task.sequence.masks = {blackbox::constant_mask(6, {1, 0, 0, 0}),
                         blackbox::constant_mask(6, {0, 0, 0.5F, 0.5F})};
  task.sequence.units = {{0, 3}, {1}, {2, 5}};
  model::ModelScorer scorer(model, 0, model::OutputSpace::kLogit, 64);
  const auto exact = blackbox::sufficient_subsets(scorer, task.sequence, task.options);
  const auto found = search(model, {task}, {}).at(0);
  ASSERT_EQ(found.eliminations.size(), 1U);
  EXPECT_EQ(found.eliminations[0].order, exact.eliminations.at(0).order);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_THAT(found.eliminations[0].values[i], DoubleNear(exact.eliminations[0].values[i], 1e-5));
  }
}

TEST(BatchedGradientSis, FindsTheSameInAnyBatch) {
  auto model = test::make_model(test::kSmoothSource, test::in_double(test::smooth_tensors(7)));
  util::Random random(9);
  std::vector<SisTask> tasks;
  for (std::uint64_t number = 0; number < 9; ++number) {
    auto task = task_of(random_sequence(14, random), 0, number);
    model::ModelScorer scorer(model, 0, model::OutputSpace::kLogit, 64);
    task.options.threshold = blackbox::score_masked(scorer, task.sequence, {}) - 0.1;
    tasks.push_back(std::move(task));
  }
  BatchedGradientOptions options;
  options.noise = 0.01;
  options.step = 3;
  const auto together = search(model, tasks, options);
  options.batch_size = 4;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto alone = search(model, {tasks[i]}, options).at(0);
    ASSERT_EQ(alone.subsets.size(), together[i].subsets.size());
    for (std::size_t k = 0; k < alone.subsets.size(); ++k) {
      EXPECT_EQ(alone.subsets[k].positions, together[i].subsets[k].positions);
    }
  }
}

TEST(BatchedGradientSis, BreaksTiesAtRandomByNoise) {
  // Every base counts the same, so without noise the lowest position goes first.
  auto model = test::linear_model(torch::ones({4, 8}) + torch::eye(4, 8));
  auto task = task_of("CCCCCCCC", -100);
  std::vector<std::size_t> ascending{0, 1, 2, 3, 4, 5, 6, 7};
  auto flat = test::linear_model(torch::ones({4, 8}));
  EXPECT_THAT(search(flat, {task}, {}).at(0).eliminations.at(0).order, ElementsAreArray(ascending));
  BatchedGradientOptions noisy;
  noisy.noise = 1e-6;
  std::set<std::vector<std::size_t>> orders;
  for (std::uint64_t number = 0; number < 5; ++number) {
    task.number = number;
    orders.insert(search(flat, {task}, noisy).at(0).eliminations.at(0).order);
  }
  EXPECT_EQ(orders.size(), 5U);
  // Noise this small leaves real differences alone: C at position 1 is worth most.
  EXPECT_EQ(search(model, {task}, noisy).at(0).eliminations.at(0).order.back(), 1U);
}

}  // namespace
}  // namespace siskin
