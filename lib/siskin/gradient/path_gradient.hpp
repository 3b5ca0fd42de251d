#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/gradient/affine_front.hpp"
#include "siskin/gradient/path_nodes.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

/// Mean gradients along straight lines between inputs.
class PathGradient {
 public:
  enum class Way {
    kSplit,  ///< the affine front of the function once a line, where there is one
    kWhole,  ///< the whole function at every node
  };

  /// The function must outlive this. length: bases. batch_size: rows given to the model at once,
  /// nodes of several lines together.
  PathGradient(const model::Function& function, std::int64_t length, std::int64_t batch_size,
               Way way = Way::kSplit);

  /// Whether an affine front is used.
  bool is_split() const { return front_.has_value(); }

  /// The sum over the nodes of weight times gradient at start + position (end - start), for each
  /// pair of rows (P,4,L): (P,K,4,L) float64 on the CPU.
  at::Tensor mean(const at::Tensor& start_pcl, const at::Tensor& end_pcl,
                  const PathNodes& nodes) const;

 private:
  at::Tensor group_whole(const at::Tensor& start_pcl, const at::Tensor& end_pcl,
                         const std::vector<PathNodes>& chunks) const;
  at::Tensor group_split(const at::Tensor& start_pcl, const at::Tensor& end_pcl,
                         const std::vector<PathNodes>& chunks) const;
  bool can_split(std::int64_t pairs, const std::vector<PathNodes>& chunks) const;

  const model::Function& function_;
  std::int64_t batch_size_;
  std::optional<AffineFront> front_;
};

/// Sizes of groups of at most `limit` that make up `total`: as many of `limit` as there are, then
/// powers of two. Programs are made for one number of rows, so sizes that come again are cheap.
std::vector<std::int64_t> group_sizes(std::int64_t total, std::int64_t limit);

}  // namespace siskin::gradient
