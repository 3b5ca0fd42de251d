#pragma once

#include <vector>

#include "siskin/train/evaluation.hpp"
#include "siskin/train/output_range.hpp"

namespace siskin::train {

/// Metrics of predicted profiles and counts.
///
/// profile_nll (multinomial, nats), profile_jsd (divergence, nats) and profile_pearson: for each
/// example and each distribution (as_distributions()) that has reads, then the mean of all.
/// count_pearson, count_spearman and count_mse: predicted log counts against log(1 + n), the mean
/// over the columns.
class ProfileEvaluation : public Evaluation {
 public:
  explicit ProfileEvaluation(ProfileSoftmax softmax) : softmax_(softmax) {}

  void add(const model::Outputs& outputs, const Batch& batch) override;
  Metrics finish() const override;
  bool is_constant() const override;

 private:
  void add_profiles(const at::Tensor& logits_kp, const at::Tensor& counts_kp);

  ProfileSoftmax softmax_;
  std::vector<double> nll_;
  std::vector<double> jsd_;
  std::vector<double> pearson_;
  std::vector<std::vector<double>> predicted_counts_;  // by column
  std::vector<std::vector<double>> observed_counts_;
  OutputRange profile_range_;
  OutputRange count_range_;
};

/// ln(1 + total counts) of profiles (N,tasks,positions,strands): (N,tasks*strands), or with
/// `per_task` (N,tasks).
at::Tensor log_counts(const at::Tensor& profiles_ntos, bool per_task);

}  // namespace siskin::train
