#include "siskin/train/evaluation.hpp"

#include <gmock/gmock.h>

namespace siskin::train {
namespace {

TEST(MetricNames, DependOnLabelsAndLoss) {
  ObjectiveSettings numbers;
  numbers.loss = Loss::kMeanSquaredError;
  data::Shape labels;
  labels.tasks = 2;
  EXPECT_THAT(metric_names(labels, {}), testing::ElementsAre("auroc", "aupr"));
  EXPECT_THAT(metric_names(labels, numbers), testing::ElementsAre("pearson", "spearman"));
}

TEST(MetricNames, OfProfilesSpeakOfShapeAndCounts) {
  data::Shape profiles;
  profiles.tasks = 1;
  profiles.profile_length = 10;
  EXPECT_THAT(metric_names(profiles, {}),
              testing::ElementsAre("profile_nll", "profile_jsd", "profile_pearson", "count_pearson",
                                   "count_spearman", "count_mse"));
}

}  // namespace
}  // namespace siskin::train
