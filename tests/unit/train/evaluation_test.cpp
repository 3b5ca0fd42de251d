#include "siskin/train/evaluation.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace siskin::train {
namespace {

TEST(Evaluate, AveragesTheTasksThatHaveBothClasses) {
  LabelledSet set;
  set.length = 1;
  set.tasks = 3;
  set.add("A", {1, 1, 1});
  set.add("A", {0, 0, 1});
  set.add("A", {0, NAN, 1});
  // Task 0: the positive beats one of two negatives; task 1: wrong order; task 2: one class only.
  const std::vector<double> outputs_nt = {2, 1, 0, 3, 2, 0, 1, 9, 0};
  const auto metrics = evaluate(Loss::kBinaryCrossEntropy, outputs_nt, set);
  ASSERT_EQ(metrics.size(), 2U);
  EXPECT_EQ(metrics[0].first, "auroc");
  EXPECT_DOUBLE_EQ(metrics[0].second, (0.5 + 0.0) / 2);
  EXPECT_EQ(metrics[1].first, "aupr");
}

TEST(Evaluate, GivesCorrelationsForNumbers) {
  LabelledSet set;
  set.length = 1;
  set.tasks = 1;
  for (const float label : {1.F, 2.F, 3.F}) set.add("A", {label});
  const auto metrics = evaluate(Loss::kMeanSquaredError, {1, 4, 9}, set);
  EXPECT_EQ(metrics[0].first, "pearson");
  // Deviations (-1,0,1) and (-11/3,-2/3,13/3): 8 / sqrt(2 * 98/3).
  EXPECT_NEAR(metrics[0].second, 8 / std::sqrt(2 * 98.0 / 3), 1e-12);
  EXPECT_EQ(metrics[1].first, "spearman");
  EXPECT_DOUBLE_EQ(metrics[1].second, 1);
}

TEST(Evaluate, SaysNaNWhenNoTaskHasAMetric) {
  LabelledSet set;
  set.length = 1;
  set.tasks = 1;
  set.add("A", {1});
  EXPECT_TRUE(std::isnan(evaluate(Loss::kBinaryCrossEntropy, {0.5}, set)[0].second));
}

}  // namespace
}  // namespace siskin::train
