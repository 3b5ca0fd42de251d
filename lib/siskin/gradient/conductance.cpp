// Conductance as a Riemann-Stieltjes sum: the nodes t_i of a rule with weights v_i divide the path
// into intervals from T_i = v_1 + ... + v_(i-1) to T_(i+1), each of which holds its node, and
//     C_u = sum_i df/dy_u (t_i) (y_u(T_(i+1)) - y_u(T_i)).
// So no derivative dy/dt of the layer is needed (Captum uses differences too, with the gradient at
// the end of each interval). The sum is exact, whatever the number of steps, where f is linear in y
// on the path: the differences telescope. Its error is that of the middle rule, or of first order
// for left and right; Gauss-Legendre nodes lose their high order.

#include "siskin/gradient/conductance.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <vector>

#include "siskin/gradient/derivative.hpp"
#include "siskin/gradient/layer_split.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

// (P,4,L) references and x - x', one row a pair.
struct Paths {
  Tensor start_pcl;
  Tensor step_pcl;

  Tensor at(double position) const { return start_pcl + position * step_pcl; }
};

class LayerPath {
 public:
  LayerPath(const model::Function& function, const Paths& paths, const ConductanceOptions& options)
      : function_(function),
        paths_(paths),
        options_(options),
        program_(function.program(paths.start_pcl.size(0), paths.start_pcl.size(2))),
        split_(*program_, program_->layer(options.layer).output) {}

  // (P,K,units...) in the model's type.
  Tensor integral() const {
    const auto nodes = path_nodes(options_.rule, options_.steps);
    Tensor sum;
    double end = 0;
    auto left = layer_at(0);
    for (std::size_t i = 0; i < nodes.positions.size(); ++i) {
      auto part_pku = gradient_at(nodes.positions[i]);
      if (options_.measure == UnitMeasure::kConductance) {
        end = i + 1 == nodes.positions.size() ? 1 : end + nodes.weights[i];
        const auto right = layer_at(end);
        part_pku.mul_((right - left).unsqueeze(1));
        left = right;
      } else {
        part_pku.mul_(nodes.weights[i]);
      }
      sum = sum.defined() ? sum.add_(part_pku) : part_pku;
    }
    return sum;
  }

  Tensor output_at(double position) const {
    const torch::NoGradGuard no_grad;
    return program_->evaluate(paths_.at(position)).to(torch::kCPU, torch::kDouble);
  }

 private:
  Tensor layer_at(double position) const {
    const torch::NoGradGuard no_grad;
    return split_.value(split_.before(paths_.at(position))).clone();
  }

  Tensor gradient_at(double position) const {
    model::Frame frame;
    {
      const torch::NoGradGuard no_grad;
      frame = split_.before(paths_.at(position));
    }
    const torch::AutoGradMode with_grad(true);
    const auto value = split_.value(frame).detach().clone().requires_grad_(true);
    const auto output_pk = split_.after(std::move(frame), value);
    return derivatives(function_, output_pk, {value}).front();
  }

  const model::Function& function_;
  Paths paths_;
  const ConductanceOptions& options_;
  std::shared_ptr<const model::Program> program_;
  LayerSplit split_;
};

// (P,...) -> (N,R,...)
Tensor by_reference(const std::vector<Tensor>& parts, std::int64_t references) {
  return torch::cat(parts).unflatten(0, at::IntArrayRef{-1, references});
}

Paths all_paths(const model::Function& function, const Batch& batch) {
  if (!batch.references_nrcl.defined()) throw Error("layer conductance needs references");
  const auto start_nrcl = function.to_model(batch.references_nrcl.flatten(0, 1));
  const auto end_nrcl = function.to_model(
      batch.onehot_ncl.unsqueeze(1).expand_as(batch.references_nrcl).flatten(0, 1));
  return {start_nrcl, end_nrcl - start_nrcl};
}

}  // namespace

UnitValues layer_conductance(const model::Function& function, const Batch& batch,
                             const ConductanceOptions& options) {
  const auto paths = all_paths(function, batch);
  const auto references = batch.references_nrcl.size(1);
  std::vector<Tensor> values;
  std::vector<Tensor> starts;
  std::vector<Tensor> ends;
  for (std::int64_t begin = 0; begin < paths.start_pcl.size(0); begin += options.batch_size) {
    const auto end = std::min(begin + options.batch_size, paths.start_pcl.size(0));
    const LayerPath path(
        function, {paths.start_pcl.slice(0, begin, end), paths.step_pcl.slice(0, begin, end)},
        options);
    values.push_back(path.integral().to(torch::kCPU, torch::kDouble));
    starts.push_back(path.output_at(0));
    ends.push_back(path.output_at(1));
  }
  const auto value_nrku = by_reference(values, references);
  UnitValues found;
  found.value_nku = value_nrku.mean(1).to(torch::kFloat).contiguous();
  found.prediction_nk = by_reference(ends, references).select(1, 0).contiguous();
  found.reference_prediction_nrk = by_reference(starts, references).contiguous();
  if (options.measure == UnitMeasure::kConductance) {
    found.sum_nrk = value_nrku.flatten(3).sum(3);
    found.magnitude_nrk = value_nrku.flatten(3).abs().sum(3);
  }
  return found;
}

}  // namespace siskin::gradient
