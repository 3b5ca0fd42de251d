#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "siskin/gradient/explanation.hpp"
#include "siskin/util/random.hpp"

namespace siskin::gradient {

/// Walks over samples 0 .. samples-1 of every sequence of a batch in groups of rows. Each sequence
/// has the stream (seed, number) and its samples draw from it in order, so how rows are grouped
/// changes no number that is drawn.
class SampledRows {
 public:
  /// The batch must outlive the walk.
  SampledRows(const Batch& batch, std::int64_t samples, std::uint64_t seed);

  /// Goes to the next group, of at most `limit` rows; false at the end.
  bool next(std::int64_t limit);
  /// Rows of the group.
  std::int64_t size() const { return end_ - begin_; }
  /// The sequence (index within the batch) of each row, (rows) int64.
  at::Tensor sequences() const;
  /// Calls body(row of the group, stream of its sequence) row by row; once a group.
  void for_each(const std::function<void(std::int64_t row, util::Random& random)>& body);

 private:
  std::int64_t samples_;
  std::vector<util::Random> random_;  ///< by sequence
  std::int64_t begin_ = 0;
  std::int64_t end_ = 0;
};

/// Fills a contiguous float32 CPU tensor with normal numbers of mean 0.
void fill_normal(util::Random& random, double deviation, const at::Tensor& values);

}  // namespace siskin::gradient
