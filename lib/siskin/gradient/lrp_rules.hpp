#pragma once

#include "siskin/gradient/lrp.hpp"
#include "siskin/model/operation.hpp"

namespace siskin::gradient {

/// Rules of one operation each, for lrp_handler: they take its arguments off `stack`, put its
/// results on, and leave nodes in the autograd graph that carry relevance.
class LrpRules {
 public:
  /// `copy`: whether later operations may overwrite what the rules have seen.
  LrpRules(const LrpOptions& options, bool copy) : options_(options), copy_(copy) {}

  /// x_j dz/dx_j R share / (z + epsilon sign z) for each active input x_j.
  void proportional(const model::Operation& operation, model::Stack& stack, double share) const;
  /// The same with more weight on positive weights. Throws Error where they cannot be told.
  void gamma(const model::Operation& operation, model::Stack& stack) const;
  /// Relevance goes on as it comes.
  void pass(const model::Operation& operation, model::Stack& stack) const;
  /// The proportional rule of the numerator.
  void quotient(const model::Operation& operation, model::Stack& stack) const;
  /// The proportional rule with a constant standard deviation. Throws Error for a norm that is not
  /// layer_norm, group_norm or instance_norm.
  void normalization(const model::Operation& operation, model::Stack& stack) const;

 private:
  at::Tensor kept(const at::Tensor& tensor) const;
  at::Tensor weighed_by_value(const at::Tensor& input, bool in_place) const;
  void weigh_inputs(const model::Operation& operation, model::Stack& stack) const;
  at::Tensor divided(const at::Tensor& result, const at::Tensor& value, double share) const;
  void divide_results(model::Stack& stack, double share) const;
  void gamma_weights(const model::Operation& operation, model::Stack& stack) const;
  void gamma_slopes(const model::Operation& operation, model::Stack& stack) const;

  LrpOptions options_;
  bool copy_;
};

}  // namespace siskin::gradient
