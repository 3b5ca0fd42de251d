#pragma once

#include <ATen/core/Tensor.h>

namespace siskin::train {

/// Smallest and largest value of every column over all rows seen: what tells a network that gives
/// the same for every sequence.
class OutputRange {
 public:
  /// (N,columns).
  void add(const at::Tensor& values_nc);
  /// Whether no column varies by more than `tolerance` over at least two rows.
  bool is_constant(double tolerance) const;

 private:
  at::Tensor low_c_;
  at::Tensor high_c_;
  std::int64_t rows_ = 0;
};

}  // namespace siskin::train
