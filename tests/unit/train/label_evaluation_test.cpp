#include "siskin/train/label_evaluation.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

namespace siskin::train {
namespace {

void add(LabelEvaluation& evaluation, const torch::Tensor& values_nt,
         const torch::Tensor& labels_nt) {
  model::Outputs outputs;
  outputs.values_nt = values_nt;
  Batch batch;
  batch.labels_nt = labels_nt;
  evaluation.add(outputs, batch);
}

TEST(LabelEvaluation, AveragesTheTasksThatHaveBothClasses) {
  LabelEvaluation evaluation(3, true);
  // Task 0: the positive beats one of two negatives; task 1: wrong order; task 2: one class only.
  add(evaluation, torch::tensor({{2.F, 1.F, 0.F}}), torch::tensor({{1.F, 1.F, 1.F}}));
  add(evaluation, torch::tensor({{3.F, 2.F, 0.F}, {1.F, 9.F, 0.F}}),
      torch::tensor({{0.F, 0.F, 1.F}, {0.F, NAN, 1.F}}));
  const auto metrics = evaluation.finish();
  ASSERT_EQ(metrics.size(), 2U);
  EXPECT_EQ(metrics[0].first, "auroc");
  EXPECT_DOUBLE_EQ(metrics[0].second, (0.5 + 0.0) / 2);
  EXPECT_EQ(metrics[1].first, "aupr");
}

TEST(LabelEvaluation, GivesCorrelationsForNumbers) {
  LabelEvaluation evaluation(1, false);
  add(evaluation, torch::tensor({{1.F}, {4.F}, {9.F}}), torch::tensor({{1.F}, {2.F}, {3.F}}));
  const auto metrics = evaluation.finish();
  EXPECT_EQ(metrics[0].first, "pearson");
  // Deviations (-1,0,1) and (-11/3,-2/3,13/3): 8 / sqrt(2 * 98/3).
  EXPECT_NEAR(metrics[0].second, 8 / std::sqrt(2 * 98.0 / 3), 1e-12);
  EXPECT_EQ(metrics[1].first, "spearman");
  EXPECT_DOUBLE_EQ(metrics[1].second, 1);
}

TEST(LabelEvaluation, SaysNaNWhenNoTaskHasAMetric) {
  LabelEvaluation evaluation(1, true);
  add(evaluation, torch::tensor({{0.5F}}), torch::tensor({{1.F}}));
  EXPECT_TRUE(std::isnan(evaluation.finish()[0].second));
}

TEST(LabelEvaluation, SeesOutputsThatDoNotVary) {
  LabelEvaluation evaluation(2, true);
  add(evaluation, torch::tensor({{1.F, 2.F}}), torch::zeros({1, 2}));
  EXPECT_FALSE(evaluation.is_constant()) << "one example says nothing";
  add(evaluation, torch::tensor({{1.F, 2.00001F}}), torch::zeros({1, 2}));
  EXPECT_TRUE(evaluation.is_constant());
  add(evaluation, torch::tensor({{1.F, 2.1F}}), torch::zeros({1, 2}));
  EXPECT_FALSE(evaluation.is_constant());
}

}  // namespace
}  // namespace siskin::train
