#include "siskin/gradient/integrated_gradients.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace siskin::gradient {
namespace {

using torch::Tensor;

// All (sequence, reference) pairs, row by row: pair p is sequence p / R with its reference p % R.
struct Pairs {
  Tensor start_pcl;  // references
  Tensor step_pcl;   // x - x'
};

Pairs make_pairs(const Tensor& onehot_ncl, const Tensor& references_nrcl) {
  const auto start_pcl = references_nrcl.flatten(0, 1);
  return {start_pcl, (onehot_ncl.unsqueeze(1) - references_nrcl).flatten(0, 1)};
}

Tensor as_tensor(const std::vector<double>& values, std::size_t begin, std::size_t count) {
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(begin);
  return torch::tensor(std::vector<double>(first, first + static_cast<std::ptrdiff_t>(count)),
                       torch::kDouble);
}

class PathIntegral {
 public:
  PathIntegral(model::Model& model, const Target& target, const PathOptions& options)
      : model_(model), target_(target), options_(options) {}

  // Mean gradient along the path of each pair, (P,4,L) float64.
  Tensor mean_gradient(const Pairs& pairs, std::int64_t steps) const {
    const auto nodes = path_nodes(options_.rule, steps);
    const auto count = static_cast<std::int64_t>(nodes.positions.size());
    const std::int64_t group = std::max<std::int64_t>(1, options_.batch_size / count);
    std::vector<Tensor> parts;
    for (std::int64_t begin = 0; begin < pairs.start_pcl.size(0); begin += group) {
      const auto end = std::min(begin + group, pairs.start_pcl.size(0));
      parts.push_back(group_mean(
          {pairs.start_pcl.slice(0, begin, end), pairs.step_pcl.slice(0, begin, end)}, nodes));
    }
    return torch::cat(parts);
  }

  // The target's output, (rows) float64, in batches.
  Tensor scores(const Tensor& onehot_ncl) const {
    std::vector<Tensor> parts;
    for (const auto& part : onehot_ncl.split(options_.batch_size)) {
      parts.push_back(target_scores(model_, part, target_));
    }
    return torch::cat(parts);
  }

 private:
  // Gradients are summed as they come: no more than one batch of them is ever kept.
  Tensor group_mean(const Pairs& pairs, const PathNodes& nodes) const {
    const auto limit = static_cast<std::size_t>(options_.batch_size);
    Tensor sum_pcl = torch::zeros(pairs.start_pcl.sizes(), torch::kDouble);
    for (std::size_t begin = 0; begin < nodes.positions.size(); begin += limit) {
      const auto count = std::min(limit, nodes.positions.size() - begin);
      const auto shape = std::vector<std::int64_t>{1, static_cast<std::int64_t>(count), 1, 1};
      const auto position = as_tensor(nodes.positions, begin, count).view(shape);
      const auto weight = as_tensor(nodes.weights, begin, count).view(shape);
      const auto points_pkcl =
          pairs.start_pcl.unsqueeze(1) + position.to(torch::kFloat) * pairs.step_pcl.unsqueeze(1);
      const auto found = gradient(model_, points_pkcl.flatten(0, 1), target_);
      sum_pcl += (found.gradient_ncl.view(points_pkcl.sizes()) * weight).sum(1);
    }
    return sum_pcl;
  }

  model::Model& model_;
  const Target& target_;
  const PathOptions& options_;
};

Tensor mean_over_references(const Tensor& pair_pcl, const Tensor& references_nrcl) {
  return pair_pcl.view(references_nrcl.sizes()).mean(1).to(torch::kFloat).contiguous();
}

// Mean gradients with as many steps as the tolerance asks for, and what is then left of it.
struct Converged {
  Tensor gradient_pcl;
  Tensor residual_p;
  Tensor steps_p;
};

Converged integrate(const PathIntegral& integral, const Pairs& pairs, const Tensor& difference_p,
                    const PathOptions& options) {
  const auto residual_of = [&](const Tensor& gradient_pcl, const Tensor& rows) {
    const auto sum_p = (gradient_pcl * pairs.step_pcl.index_select(0, rows)).sum({1, 2});
    return sum_p - difference_p.index_select(0, rows);
  };
  auto rows = torch::arange(pairs.start_pcl.size(0));
  std::int64_t steps = options.steps;
  Converged result;
  result.gradient_pcl = integral.mean_gradient(pairs, steps);
  result.residual_p = residual_of(result.gradient_pcl, rows);
  result.steps_p = torch::full({rows.size(0)}, steps, torch::kLong);
  while (options.tolerance && 2 * steps <= options.max_steps) {
    rows = result.residual_p.abs().gt(*options.tolerance).nonzero().squeeze(1);
    if (rows.size(0) == 0) break;
    steps *= 2;
    const Pairs open{pairs.start_pcl.index_select(0, rows), pairs.step_pcl.index_select(0, rows)};
    const auto gradient_pcl = integral.mean_gradient(open, steps);
    result.gradient_pcl.index_copy_(0, rows, gradient_pcl);
    result.residual_p.index_copy_(0, rows, residual_of(gradient_pcl, rows));
    result.steps_p.index_fill_(0, rows, steps);
  }
  return result;
}

}  // namespace

PathAttribution integrated_gradients(model::Model& model, const at::Tensor& onehot_ncl,
                                     const at::Tensor& references_nrcl, const Target& target,
                                     const PathOptions& options) {
  const PathIntegral integral(model, target, options);
  const auto pairs = make_pairs(onehot_ncl, references_nrcl);
  const auto references = references_nrcl.size(1);
  PathAttribution result;
  result.score_n = integral.scores(onehot_ncl);
  const auto difference_p =
      result.score_n.repeat_interleave(references) - integral.scores(pairs.start_pcl);
  const auto found = integrate(integral, pairs, difference_p, options);
  const auto multiplier_pcl = options.center ? centered(found.gradient_pcl) : found.gradient_pcl;
  result.map_ncl = mean_over_references(multiplier_pcl * pairs.step_pcl, references_nrcl);
  for (std::int64_t i = 0; i < onehot_ncl.size(0); ++i) {
    const auto begin = i * references;
    const auto end = begin + references;
    result.residual.push_back(found.residual_p.slice(0, begin, end).mean().item<double>());
    result.steps.push_back(found.steps_p.slice(0, begin, end).max().item<std::int64_t>());
  }
  return result;
}

PathAttribution mean_gradient(model::Model& model, const at::Tensor& onehot_ncl,
                              const at::Tensor& references_nrcl, const Target& target,
                              const PathOptions& options) {
  const PathIntegral integral(model, target, options);
  const auto pairs = make_pairs(onehot_ncl, references_nrcl);
  PathAttribution result;
  result.score_n = integral.scores(onehot_ncl);
  const auto gradient_pcl = integral.mean_gradient(pairs, options.steps);
  result.map_ncl =
      mean_over_references(options.center ? centered(gradient_pcl) : gradient_pcl, references_nrcl);
  result.steps.assign(static_cast<std::size_t>(onehot_ncl.size(0)), options.steps);
  return result;
}

}  // namespace siskin::gradient
