#include "siskin/gradient/path_fallback.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "siskin/gradient/local_graph.hpp"
#include "siskin/gradient/path_nodes.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using model::Operation;
using torch::Tensor;

constexpr std::int64_t kFirstSteps = 16;
// Nodes of one Gauss-Legendre rule: exact for polynomials, and the line is cut into as many parts
// as there are steps, so that kinks and steep places cost no more than with the middle rule.
constexpr std::int64_t kNodesPerPart = 8;
// Rows whose contributions are below this share of the largest row's count as that large.
constexpr double kSmallRow = 1e-6;

struct Line {
  Operation operation;
  model::Stack arguments;
  std::vector<Tensor> start;
  std::vector<Tensor> step;
  std::vector<Tensor> rise;  // of the outputs; undefined where it is not of a floating type
  std::int64_t rows = 1;
};

[[noreturn]] void refuse(const Operation& operation) {
  throw Error("no DeepLIFT rule for " + operation.label() +
              ", and no derivative to integrate: use mutagenesis");
}

Line line_of(const Pair& pair) {
  const auto is_number = [](const Tensor& tensor) { return tensor.is_floating_point(); };
  const auto& outputs = pair.reference_outputs;
  const auto& inputs = pair.reference_inputs;
  if (!std::any_of(outputs.begin(), outputs.end(), is_number) ||
      !std::all_of(inputs.begin(), inputs.end(), is_number)) {
    refuse(pair.operation);
  }
  Line line{pair.operation, pair.arguments, pair.reference_inputs, {}, {}, pair.rows.count()};
  for (std::size_t i = 0; i < line.start.size(); ++i) {
    line.step.push_back(pair.input(i) - line.start[i]);
  }
  for (std::size_t i = 0; i < pair.reference_outputs.size(); ++i) {
    const auto& output = pair.reference_outputs[i];
    line.rise.push_back(output.is_floating_point() ? pair.output(i) - output : Tensor());
  }
  return line;
}

std::vector<Tensor> integrate(const Line& line, const std::vector<Tensor>& signals,
                              std::int64_t steps) {
  const auto nodes = path_nodes(PathRule::kGaussLegendre, kNodesPerPart);
  const auto parts = steps / kNodesPerPart;
  std::vector<Tensor> sums;
  for (const auto& start : line.start) sums.push_back(torch::zeros_like(start));
  for (std::int64_t i = 0; i < steps; ++i) {
    const auto node = static_cast<std::size_t>(i % kNodesPerPart);
    const auto part = i / kNodesPerPart;
    const auto position =
        (static_cast<double>(part) + nodes.positions[node]) / static_cast<double>(parts);
    std::vector<Tensor> point;
    for (std::size_t k = 0; k < line.start.size(); ++k) {
      point.push_back(line.start[k] + line.step[k] * position);
    }
    const auto slopes = LocalGraph(line.operation, line.arguments, point).pull_back(signals);
    for (std::size_t k = 0; k < sums.size(); ++k) {
      if (!slopes[k].defined()) refuse(line.operation);
      sums[k].add_(slopes[k], nodes.weights[node] / static_cast<double>(parts));
    }
  }
  return sums;
}

// The dimension that holds the rows, where there is no doubt.
std::optional<std::int64_t> row_dimension(const Tensor& tensor, std::int64_t rows) {
  const auto sizes = tensor.sizes();
  if (std::count(sizes.begin(), sizes.end(), rows) != 1) return std::nullopt;
  return std::find(sizes.begin(), sizes.end(), rows) - sizes.begin();
}

// Sums for each row, or one for all where some tensor does not tell its rows.
class RowSums {
 public:
  RowSums(const std::vector<Tensor>& tensors, std::int64_t rows) : rows_(rows) {
    by_row_ = std::all_of(tensors.begin(), tensors.end(), [rows](const Tensor& tensor) {
      return !tensor.defined() || row_dimension(tensor, rows);
    });
  }

  Tensor sum(const Tensor& tensor) const {
    const auto exact = tensor.to(torch::kDouble);
    if (!by_row_) return exact.sum().view({1});
    return exact.transpose(0, *row_dimension(tensor, rows_)).reshape({rows_, -1}).sum(1);
  }

 private:
  std::int64_t rows_;
  bool by_row_ = false;
};

double relative_error(const Line& line, const std::vector<Tensor>& signals,
                      const std::vector<Tensor>& multipliers) {
  auto all = line.step;
  all.insert(all.end(), line.rise.begin(), line.rise.end());
  const RowSums rows(all, line.rows);
  auto residual = torch::zeros({1}, line.step[0].options().dtype(torch::kDouble));
  auto given = residual;
  auto wanted = residual;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    if (!signals[i].defined() || !line.rise[i].defined()) continue;
    const auto share = signals[i] * line.rise[i];
    residual = residual + rows.sum(share);
    wanted = wanted + rows.sum(share.abs());
  }
  for (std::size_t k = 0; k < multipliers.size(); ++k) {
    const auto share = multipliers[k] * line.step[k];
    residual = residual - rows.sum(share);
    given = given + rows.sum(share.abs());
  }
  const auto scale = torch::maximum(given, wanted);
  const auto most = scale.max().item<double>();
  if (most == 0) return 0;
  return (residual.abs() / scale.clamp_min(kSmallRow * most)).max().item<double>();
}

double tolerance_of(const Tensor& tensor) {
  return tensor.scalar_type() == torch::kDouble ? 1e-10 : 1e-5;
}

}  // namespace

Backward PathFallback::rule(const Pair& pair) {
  return [this, line = line_of(pair)](const std::vector<Tensor>& signals) {
    auto steps = kFirstSteps;
    auto multipliers = integrate(line, signals, steps);
    auto error = relative_error(line, signals, multipliers);
    while (error > tolerance_of(line.start[0]) && steps < kMostSteps) {
      steps *= 2;
      multipliers = integrate(line, signals, steps);
      error = relative_error(line, signals, multipliers);
    }
    note(line.operation.label(), error);
    return multipliers;
  };
}

void PathFallback::note(const std::string& operation, double relative_error) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto place = std::lower_bound(
      uses_.begin(), uses_.end(), operation,
      [](const FallbackUse& use, const std::string& name) { return use.operation < name; });
  if (place == uses_.end() || place->operation != operation) {
    uses_.insert(place, {operation, relative_error});
  } else {
    place->relative_error = std::max(place->relative_error, relative_error);
  }
}

std::vector<FallbackUse> PathFallback::uses() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return uses_;
}

}  // namespace siskin::gradient
