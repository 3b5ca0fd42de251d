#pragma once

#include <ATen/core/Tensor.h>

#include "siskin/model/network.hpp"
#include "siskin/train/profile_settings.hpp"

namespace siskin::train {

/// Negative logarithm of the multinomial probability of counts (...,K) given logits (...,K), over
/// the last axis: -(ln n! - sum ln x! + sum x ln p), p the softmax of the logits. Counts need not
/// be whole. Result (...).
at::Tensor multinomial_nll(const at::Tensor& logits, const at::Tensor& counts);

/// Profiles (N,tasks,positions,strands) or their logits as (N,tasks,distributions,K): one
/// distribution a strand over the positions, or one over positions and strands.
at::Tensor as_distributions(ProfileSoftmax softmax, const at::Tensor& profile_ntos);

/// The two parts of the loss of a profile network, each with its gradient.
struct ProfileLoss {
  at::Tensor profile;  ///< multinomial part, nats
  at::Tensor counts;   ///< mean squared error of ln(1 + total counts)

  at::Tensor total(double count_weight) const { return profile.add(counts, count_weight); }
};

/// Multinomial part: mean over the distributions of a task, then over tasks (weighted by
/// task_weights_t, which may be undefined), then over examples: all, or those that positive_n (N)
/// marks (0 without any). Count part: mean over the columns of log_counts_nt, which are (N,tasks *
/// strands) for counts of each track (task major) or (N,tasks) for all strands together, and over
/// all examples. Throws Error when the shapes of outputs and profiles do not agree.
ProfileLoss profile_loss(const ProfileSettings& settings, const model::Outputs& outputs,
                         const at::Tensor& profiles_ntos, const at::Tensor& positive_n,
                         const at::Tensor& task_weights_t);

}  // namespace siskin::train
