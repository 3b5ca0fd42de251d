#include "siskin/train/profile_loss.hpp"

#include <torch/torch.h>

#include <string>

#include "siskin/util/error.hpp"

namespace siskin::train {
namespace {

// "2x1x1000"
std::string shape_text(const at::Tensor& tensor) {
  std::string text;
  for (const auto size : tensor.sizes()) text += (text.empty() ? "" : "x") + std::to_string(size);
  return text;
}

void check_shapes(const model::Outputs& outputs, const at::Tensor& profiles_ntos) {
  if (!outputs.profile_ntos.defined() || !outputs.log_counts_nt.defined()) {
    throw Error("a profile loss needs a network with a profile and a count head");
  }
  if (!profiles_ntos.defined()) throw Error("a profile loss needs profiles, found labels");
  if (outputs.profile_ntos.sizes() != profiles_ntos.sizes()) {
    throw Error("the network's profile is " + shape_text(outputs.profile_ntos) +
                " (examples, tasks, positions, strands), the data's is " +
                shape_text(profiles_ntos));
  }
  const auto columns = outputs.log_counts_nt.size(1);
  const auto tasks = profiles_ntos.size(1);
  if (columns != tasks && columns != tasks * profiles_ntos.size(3)) {
    throw Error("the network has " + std::to_string(columns) + " log counts, expected " +
                std::to_string(tasks) + " or one for each strand of each task");
  }
}

at::Tensor task_mean(const at::Tensor& each_nt, const at::Tensor& task_weights_t) {
  if (!task_weights_t.defined()) return each_nt.mean(1);
  return (each_nt * task_weights_t).sum(1) / task_weights_t.sum();
}

at::Tensor example_mean(const at::Tensor& each_n, const at::Tensor& chosen_n) {
  if (!chosen_n.defined()) return each_n.mean();
  const auto zeros = torch::zeros_like(each_n);
  return torch::where(chosen_n, each_n, zeros).sum() / chosen_n.sum().clamp_min(1);
}

}  // namespace

at::Tensor multinomial_nll(const at::Tensor& logits, const at::Tensor& counts) {
  const auto log_p = torch::log_softmax(logits, -1);
  return torch::lgamma(counts + 1).sum(-1) - torch::lgamma(counts.sum(-1) + 1) -
         (counts * log_p).sum(-1);
}

at::Tensor as_distributions(ProfileSoftmax softmax, const at::Tensor& profile_ntos) {
  return softmax == ProfileSoftmax::kStrand ? profile_ntos.transpose(2, 3)
                                            : profile_ntos.flatten(2).unsqueeze(2);
}

ProfileLoss profile_loss(const ProfileSettings& settings, const model::Outputs& outputs,
                         const at::Tensor& profiles_ntos, const at::Tensor& positive_n,
                         const at::Tensor& task_weights_t) {
  check_shapes(outputs, profiles_ntos);
  const auto nll_ntd = multinomial_nll(as_distributions(settings.softmax, outputs.profile_ntos),
                                       as_distributions(settings.softmax, profiles_ntos));
  ProfileLoss loss;
  loss.profile = example_mean(task_mean(nll_ntd.mean(2), task_weights_t),
                              settings.positives_only ? positive_n : at::Tensor());

  const auto rows = profiles_ntos.size(0);
  const auto tasks = profiles_ntos.size(1);
  const bool per_track = outputs.log_counts_nt.size(1) != tasks;
  const auto totals_nts = profiles_ntos.sum(2);
  const auto totals_ntc = per_track ? totals_nts : totals_nts.sum(2, /*keepdim=*/true);
  const auto log_counts_ntc = outputs.log_counts_nt.reshape({rows, tasks, -1});
  const auto error_nt = (log_counts_ntc - torch::log1p(totals_ntc)).square().mean(2);
  loss.counts = task_mean(error_nt, task_weights_t).mean();
  return loss;
}

}  // namespace siskin::train
