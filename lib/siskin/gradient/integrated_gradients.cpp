#include "siskin/gradient/integrated_gradients.hpp"

#include <torch/torch.h>

#include "siskin/gradient/derivative.hpp"
#include "siskin/gradient/path_gradient.hpp"
#include "siskin/gradient/saliency.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

// Sums below this are taken for this when residuals are told relative to them.
constexpr double kSmallestMagnitude = 1e-6;

// All (sequence, reference) pairs, row by row: pair p is sequence p / R with its reference p % R.
struct Pairs {
  Tensor start_pcl;  // references
  Tensor end_pcl;    // sequences

  Tensor step_p1cl() const {
    return (end_pcl.to(torch::kDouble) - start_pcl.to(torch::kDouble)).unsqueeze(1);
  }
  Pairs rows(const Tensor& index) const {
    return {start_pcl.index_select(0, index), end_pcl.index_select(0, index)};
  }
};

Pairs make_pairs(const Batch& batch) {
  const auto& references = batch.references_nrcl;
  return {references.flatten(0, 1),
          batch.onehot_ncl.unsqueeze(1).expand_as(references).flatten(0, 1)};
}

// Mean gradients of pairs (P,K,4,L), with the sum and the magnitude of their contributions (P,K).
struct Integral {
  Tensor gradient_pkcl;
  Tensor sum_pk;
  Tensor magnitude_pk;
};

Integral integrate(const PathGradient& path, const Pairs& pairs, const PathNodes& nodes) {
  const auto gradient_pkcl = path.mean(pairs.start_pcl, pairs.end_pcl, nodes);
  const auto contribution_pkcl = gradient_pkcl * pairs.step_p1cl();
  return {gradient_pkcl, contribution_pkcl.sum({2, 3}), contribution_pkcl.abs().sum({2, 3})};
}

// Pairs of which some output's relative residual is too large.
Tensor open_pairs(const Integral& integral, const Tensor& difference_pk, double tolerance) {
  const auto relative_pk =
      (integral.sum_pk - difference_pk).abs() / integral.magnitude_pk.clamp_min(kSmallestMagnitude);
  return std::get<0>(relative_pk.max(1)).gt(tolerance).nonzero().squeeze(1);
}

// With as many steps as the tolerance asks for, pair by pair.
Integral integrate_to_tolerance(const PathGradient& path, const Pairs& pairs,
                                const Tensor& difference_pk, const PathOptions& options) {
  auto steps = options.steps;
  auto result = integrate(path, pairs, path_nodes(options.rule, steps));
  while (options.tolerance && 2 * steps <= options.max_steps) {
    const auto open = open_pairs(result, difference_pk, *options.tolerance);
    if (open.size(0) == 0) break;
    steps *= 2;
    const auto finer = integrate(path, pairs.rows(open), path_nodes(options.rule, steps));
    result.gradient_pkcl.index_copy_(0, open, finer.gradient_pkcl);
    result.sum_pk.index_copy_(0, open, finer.sum_pk);
    result.magnitude_pk.index_copy_(0, open, finer.magnitude_pk);
  }
  return result;
}

// (P,...) -> (N,R,...)
Tensor by_sequence(const Tensor& of_pairs, const Batch& batch) {
  auto shape = of_pairs.sizes().vec();
  shape[0] = batch.references_nrcl.size(0);
  shape.insert(shape.begin() + 1, batch.references_nrcl.size(1));
  return of_pairs.reshape(shape);
}

Tensor mean_over_references(const Tensor& map_pkcl, const Batch& batch) {
  return on_cpu(by_sequence(map_pkcl, batch).mean(1), torch::kFloat);
}

PathGradient path_of(const model::Function& function, const Batch& batch,
                     const PathOptions& options) {
  return {function, batch.onehot_ncl.size(2), options.batch_size};
}

}  // namespace

Explanation integrated_gradients(const model::Function& function, const Batch& batch,
                                 const PathOptions& options) {
  const auto pairs = make_pairs(batch);
  Explanation result;
  result.prediction_nk = predict(function, batch.onehot_ncl, options.batch_size);
  result.reference_prediction_nrk =
      by_sequence(predict(function, pairs.start_pcl, options.batch_size), batch);
  const auto difference_pk =
      (result.prediction_nk.unsqueeze(1) - result.reference_prediction_nrk).flatten(0, 1);
  const auto found =
      integrate_to_tolerance(path_of(function, batch, options), pairs, difference_pk, options);
  result.sum_nrk = by_sequence(found.sum_pk, batch);
  result.magnitude_nrk = by_sequence(found.magnitude_pk, batch);
  const auto multiplier_pkcl = options.center ? centered(found.gradient_pkcl) : found.gradient_pkcl;
  const auto map_pkcl =
      options.hypothetical
          ? hypothetical(multiplier_pkcl, pairs.start_pcl.to(torch::kDouble).unsqueeze(1))
          : multiplier_pkcl * pairs.step_p1cl();
  result.map_nkcl = mean_over_references(map_pkcl, batch);
  return result;
}

Explanation mean_gradient(const model::Function& function, const Batch& batch,
                          const PathOptions& options) {
  const auto pairs = make_pairs(batch);
  const auto gradient_pkcl =
      path_of(function, batch, options)
          .mean(pairs.start_pcl, pairs.end_pcl, path_nodes(options.rule, options.steps));
  Explanation result;
  result.prediction_nk = predict(function, batch.onehot_ncl, options.batch_size);
  result.map_nkcl =
      mean_over_references(options.center ? centered(gradient_pkcl) : gradient_pkcl, batch);
  return result;
}

}  // namespace siskin::gradient
