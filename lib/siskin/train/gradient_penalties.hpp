#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "siskin/model/network.hpp"
#include "siskin/train/input_pass.hpp"
#include "siskin/train/loss_terms.hpp"
#include "siskin/train/objective_settings.hpp"

namespace siskin::train {

/// What is differentiated by the input, summed over examples: all values (tasks summed, not
/// averaged), or for a profile what `target` says, over all tasks and distributions (Tseng et al.
/// 2020; counts are not attributed).
at::Tensor attribution_sum(const model::Outputs& outputs,
                           GradientPenaltySettings::ProfileTarget target, ProfileSoftmax softmax);

/// Angle in degrees between a gradient (N,4,L) and the plane on which the four bases of a position
/// sum to a constant (Majdandzic, Rajesh & Koo 2023): arcsin(sum of the four / (2 length)); (N,L),
/// 0 where the gradient is 0.
at::Tensor angles_to_simplex(const at::Tensor& gradient_ncl);

/// Adds the gradient of a scalar to the grad of the network's parameters, and to nothing else that
/// requires grad.
void backward_to_parameters(const at::Tensor& total, const model::Network& network);

/// Attribution priors and penalties on the gradient of the outputs by the input. All that are on
/// share one pass.
class GradientPenalties {
 public:
  GradientPenalties(const GradientPenaltySettings& settings, ProfileSoftmax softmax)
      : settings_(settings), softmax_(softmax) {}

  std::vector<std::string> names() const;
  bool is_on(std::int64_t epoch) const;

  /// The weighted sum, with its gradient by the parameters, and the unweighted values added to
  /// `terms`; undefined when nothing is on or no example is chosen. positive_n (N) bool; undefined:
  /// all are positive.
  at::Tensor value(const InputPass& pass, const at::Tensor& positive_n, const StepPlace& place,
                   LossTerms& terms) const;

  /// The same by a pass in evaluation mode, over no more examples than needed; adds the gradient to
  /// the parameters' grad. Running statistics stay as they are and the mode is put back.
  void backward(model::Network& network, const at::Tensor& onehot_ncl,
                const at::Tensor& controls_ncl, const at::Tensor& positive_n,
                const StepPlace& place, LossTerms& terms) const;

 private:
  struct Sum;
  bool needs_all_rows(std::int64_t epoch) const;
  bool needs_summed_gradient(std::int64_t epoch) const;
  void add_priors(const at::Tensor& gradient_ncl, const at::Tensor& input_ncl,
                  const at::Tensor& positive_n, Sum& sum) const;
  void add_gradient_norms(const at::Tensor& gradient_ncl, Sum& sum) const;
  at::Tensor jacobian(const InputPass& pass, const StepPlace& place) const;

  GradientPenaltySettings settings_;
  ProfileSoftmax softmax_;
};

}  // namespace siskin::train
