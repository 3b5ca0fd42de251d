#include "siskin/train/mean_profile.hpp"

#include <torch/torch.h>

#include "siskin/train/profile_evaluation.hpp"
#include "siskin/util/error.hpp"

namespace siskin::train {
namespace {

constexpr double kFloor = 1e-6;  // keeps the logarithm finite where no training peak has a read

}  // namespace

void MeanProfile::add(const Batch& batch) {
  const auto profiles = batch.profiles_ntos.index({batch.positive_n}).to(torch::kDouble);
  if (profiles.size(0) == 0) return;
  const auto totals = profiles.sum(per_task_ ? at::IntArrayRef{2, 3} : at::IntArrayRef{2}, true);
  const auto scaled = profiles / totals.clamp_min(1e-12);
  const auto log_counts = train::log_counts(profiles, per_task_);
  if (examples_ == 0) {
    profile_sum_tos_ = scaled.sum(0);
    log_count_sum_c_ = log_counts.sum(0);
  } else {
    profile_sum_tos_ += scaled.sum(0);
    log_count_sum_c_ += log_counts.sum(0);
  }
  examples_ += profiles.size(0);
}

model::Outputs MeanProfile::predict(std::int64_t rows) const {
  if (examples_ == 0) throw Error("the mean profile needs a training peak with a profile");
  const auto count = static_cast<double>(examples_);
  model::Outputs outputs;
  const auto logits_tos = torch::log(profile_sum_tos_ / count + kFloor);
  outputs.profile_ntos = logits_tos.unsqueeze(0).expand({rows, -1, -1, -1});
  outputs.log_counts_nt = (log_count_sum_c_ / count).unsqueeze(0).expand({rows, -1});
  return outputs;
}

}  // namespace siskin::train
