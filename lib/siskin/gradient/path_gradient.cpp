#include "siskin/gradient/path_gradient.hpp"

#include <torch/torch.h>

#include <algorithm>

#include "siskin/gradient/derivative.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

// On a CPU more rows only drive the activations out of the cache: 256 rows take 14 to 18 % longer
// than 100 on networks of 200 and 2,114 bases.
constexpr std::int64_t kRowsOnCpu = 100;

std::int64_t useful_rows(const model::Function& function, std::int64_t batch_size) {
  const bool is_on_cpu = function.to_model(torch::empty({1, 4, 1})).is_cpu();
  return is_on_cpu ? std::min(batch_size, kRowsOnCpu) : batch_size;
}

// The nodes in as few parts of at most `limit` as there can be, of nearly equal size.
std::vector<PathNodes> split_nodes(const PathNodes& nodes, std::int64_t limit) {
  const auto total = nodes.positions.size();
  const auto most = static_cast<std::size_t>(limit);
  const auto parts = (total + most - 1) / most;
  std::vector<PathNodes> chunks;
  for (std::size_t i = 0; i < parts; ++i) {
    const auto begin = static_cast<std::ptrdiff_t>(i * total / parts);
    const auto end = static_cast<std::ptrdiff_t>((i + 1) * total / parts);
    chunks.push_back({{nodes.positions.begin() + begin, nodes.positions.begin() + end},
                      {nodes.weights.begin() + begin, nodes.weights.begin() + end}});
  }
  return chunks;
}

std::int64_t size_of(const PathNodes& nodes) {
  return static_cast<std::int64_t>(nodes.positions.size());
}

// (1,J,1,...) in the type of `like`, to be broadcast over (P,J,...) of `dimensions` dimensions.
Tensor along_nodes(const std::vector<double>& values, const Tensor& like, std::int64_t dimensions) {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(dimensions), 1);
  shape[1] = static_cast<std::int64_t>(values.size());
  return torch::tensor(values, torch::kDouble).to(like.options()).view(shape);
}

// start + position * step for all nodes: (P,...) -> (P*J,...), the nodes of a line together.
Tensor points(const Tensor& start, const Tensor& step, const PathNodes& nodes) {
  const auto position = along_nodes(nodes.positions, start, start.dim() + 1);
  return torch::addcmul(start.unsqueeze(1), position, step.unsqueeze(1)).flatten(0, 1);
}

// The weighted sum over the nodes: (P*J,...) -> (P,...).
Tensor weighted_sum(const Tensor& gradient, const PathNodes& nodes) {
  auto shape = gradient.sizes().vec();
  shape[0] /= size_of(nodes);
  shape.insert(shape.begin() + 1, size_of(nodes));
  const auto by_node = gradient.reshape(shape);
  const auto& weights = nodes.weights;
  const bool is_even = std::all_of(weights.begin(), weights.end(),
                                   [&](double weight) { return weight == weights[0]; });
  if (is_even) return by_node.sum(1) * weights[0];
  return (by_node * along_nodes(weights, gradient, by_node.dim())).sum(1);
}

void accumulate(Tensor& sum, const Tensor& part) {
  const auto wide = part.to(torch::kDouble);
  sum = sum.defined() ? sum + wide : wide;
}

// A tensor to differentiate by, that shares no graph with where it came from.
Tensor leaf(const Tensor& tensor) { return tensor.detach().requires_grad_(true); }

// The derivative of the front, which is the same everywhere, applied to each output's signal:
// signals[i] is (P,K,...) for frontier[i] (P,...).
Tensor pull_back(const std::vector<Tensor>& frontier, const std::vector<Tensor>& signals,
                 const Tensor& input_pcl) {
  const auto outputs = signals[0].size(1);
  std::vector<Tensor> gradients;
  for (std::int64_t k = 0; k < outputs; ++k) {
    std::vector<Tensor> reached;
    std::vector<Tensor> signal;
    for (std::size_t i = 0; i < frontier.size(); ++i) {
      if (!frontier[i].requires_grad()) continue;  // the model detaches it
      reached.push_back(frontier[i]);
      signal.push_back(signals[i].select(1, k).to(frontier[i].scalar_type()));
    }
    gradients.push_back(reached.empty()
                            ? torch::zeros_like(input_pcl)
                            : torch::autograd::grad(reached, {input_pcl}, signal,
                                                    /*retain_graph=*/k + 1 < outputs)[0]);
  }
  return torch::stack(gradients, 1);
}

}  // namespace

PathGradient::PathGradient(const model::Function& function, std::int64_t length,
                           std::int64_t batch_size, Way way)
    : function_(function),
      batch_size_(useful_rows(function, batch_size)),
      front_(way == Way::kSplit ? AffineFront::find(function, length) : std::nullopt) {}

Tensor PathGradient::mean(const Tensor& start_pcl, const Tensor& end_pcl,
                          const PathNodes& nodes) const {
  const auto chunks = split_nodes(nodes, batch_size_);
  const auto limit = std::max<std::int64_t>(1, batch_size_ / size_of(nodes));
  std::vector<Tensor> parts;
  std::int64_t begin = 0;
  for (const auto size : group_sizes(start_pcl.size(0), limit)) {
    const auto start = start_pcl.slice(0, begin, begin + size);
    const auto end = end_pcl.slice(0, begin, begin + size);
    const auto found =
        can_split(size, chunks) ? group_split(start, end, chunks) : group_whole(start, end, chunks);
    parts.push_back(on_cpu(found, torch::kDouble));
    begin += size;
  }
  return torch::cat(parts);
}

bool PathGradient::can_split(std::int64_t pairs, const std::vector<PathNodes>& chunks) const {
  return front_ && front_->serves(pairs) &&
         std::all_of(chunks.begin(), chunks.end(), [&](const PathNodes& chunk) {
           return front_->serves(pairs * size_of(chunk));
         });
}

Tensor PathGradient::group_whole(const Tensor& start_pcl, const Tensor& end_pcl,
                                 const std::vector<PathNodes>& chunks) const {
  const auto start = function_.to_model(start_pcl);
  const auto step = function_.to_model(end_pcl) - start;
  Tensor sum_pkcl;
  for (const auto& chunk : chunks) {
    const auto found = differentiate(function_, points(start, step, chunk));
    accumulate(sum_pkcl, weighted_sum(found.gradient_nkcl, chunk));
  }
  return sum_pkcl;
}

Tensor PathGradient::group_split(const Tensor& start_pcl, const Tensor& end_pcl,
                                 const std::vector<PathNodes>& chunks) const {
  const torch::AutoGradMode with_grad(true);
  const auto input_pcl = leaf(function_.to_model(end_pcl));
  // A clone, so that an input that itself reaches the rest is no leaf on both sides.
  const auto ends = front_->values(input_pcl.clone());
  std::vector<Tensor> starts;
  std::vector<Tensor> steps;
  {
    const torch::NoGradGuard no_grad;
    starts = front_->values(function_.to_model(start_pcl));
    for (std::size_t i = 0; i < ends.size(); ++i) steps.push_back(ends[i] - starts[i]);
  }
  std::vector<Tensor> signals(ends.size());
  for (const auto& chunk : chunks) {
    std::vector<Tensor> frontier;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      frontier.push_back(leaf(points(starts[i], steps[i], chunk)));
    }
    const auto found = derivatives(function_, front_->finish(frontier), frontier);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      accumulate(signals[i], weighted_sum(found[i], chunk));
    }
  }
  return pull_back(ends, signals, input_pcl);
}

std::vector<std::int64_t> group_sizes(std::int64_t total, std::int64_t limit) {
  std::vector<std::int64_t> sizes(static_cast<std::size_t>(total / limit), limit);
  std::int64_t rest = total % limit;
  std::int64_t size = 1;
  while (2 * size <= rest) size *= 2;
  for (; rest > 0; size /= 2) {
    if (size > rest) continue;
    sizes.push_back(size);
    rest -= size;
  }
  return sizes;
}

}  // namespace siskin::gradient
