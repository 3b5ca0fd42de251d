#include "siskin/train/profile_evaluation.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

namespace siskin::train {
namespace {

// Two sequences, one task, two positions, two strands.
Batch observed() {
  Batch batch;
  batch.profiles_ntos = torch::tensor({{{{3.F, 0.F}, {1.F, 0.F}}}, {{{1.F, 2.F}, {1.F, 2.F}}}});
  return batch;
}

double metric(const Metrics& metrics, const std::string& name) {
  for (const auto& [known, value] : metrics) {
    if (known == name) return value;
  }
  return NAN;
}

TEST(LogCounts, AreOfTracksOrOfTasks) {
  const auto profiles = torch::arange(8.0).view({1, 2, 2, 2});  // tasks, positions, strands
  EXPECT_TRUE(
      torch::allclose(log_counts(profiles, false).exp(),
                      torch::tensor({{3.0, 5.0, 11.0, 13.0}}, torch::kDouble).to(torch::kFloat)));
  EXPECT_TRUE(torch::allclose(log_counts(profiles, true).exp(),
                              torch::tensor({{7.0, 23.0}}, torch::kDouble).to(torch::kFloat)));
}

TEST(ProfileEvaluation, JudgesEveryTrackWithReads) {
  model::Outputs outputs;
  outputs.profile_ntos = torch::zeros({2, 1, 2, 2});  // even profiles
  outputs.log_counts_nt = torch::log(torch::tensor({{5.F, 1.F}, {3.F, 5.F}}));
  ProfileEvaluation evaluation(ProfileSoftmax::kStrand);
  evaluation.add(outputs, observed());
  const auto metrics = evaluation.finish();
  // (3,1): 4 ways of 16; (1,1): 2 of 4; (2,2): 6 of 16; the fourth track is empty.
  const double nll = -(std::log(4 / 16.0) + std::log(0.5) + std::log(6 / 16.0)) / 3;
  EXPECT_NEAR(metric(metrics, "profile_nll"), nll, 1e-9);
  const double skew = 0.5 * (0.5 * std::log(0.5 / 0.625) + 0.5 * std::log(0.5 / 0.375)) +
                      0.5 * (0.75 * std::log(0.75 / 0.625) + 0.25 * std::log(0.25 / 0.375));
  EXPECT_NEAR(metric(metrics, "profile_jsd"), skew / 3, 1e-9);
  EXPECT_NEAR(metric(metrics, "count_mse"), 0, 1e-12) << "log(1 + n) was predicted";
  EXPECT_NEAR(metric(metrics, "count_pearson"), 1, 1e-6);
}

TEST(ProfileEvaluation, TakesBothStrandsTogetherForOneCount) {
  model::Outputs outputs;
  outputs.profile_ntos = torch::zeros({2, 1, 2, 2});
  outputs.log_counts_nt = torch::log(torch::tensor({{5.F}, {7.F}}));
  ProfileEvaluation evaluation(ProfileSoftmax::kJoint);
  evaluation.add(outputs, observed());
  const auto metrics = evaluation.finish();
  // (3,1,0,0): 4 ways of 4^4; (1,1,2,2): 6!/(2! 2!) = 180 of 4^6.
  EXPECT_NEAR(metric(metrics, "profile_nll"), -(std::log(4 / 256.0) + std::log(180 / 4096.0)) / 2,
              1e-9);
  EXPECT_NEAR(metric(metrics, "count_mse"), 0, 1e-12);
}

TEST(ProfileEvaluation, SeesANetworkThatGivesTheSameForAll) {
  model::Outputs outputs;
  outputs.profile_ntos = torch::zeros({2, 1, 2, 2});
  outputs.log_counts_nt = torch::ones({2, 2});
  ProfileEvaluation evaluation(ProfileSoftmax::kStrand);
  evaluation.add(outputs, observed());
  EXPECT_TRUE(evaluation.is_constant());
  outputs.log_counts_nt = torch::tensor({{1.F, 2.F}, {3.F, 4.F}});
  evaluation.add(outputs, observed());
  EXPECT_FALSE(evaluation.is_constant());
}

}  // namespace
}  // namespace siskin::train
