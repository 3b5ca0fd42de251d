#include "siskin/train/output_range.hpp"

#include <torch/torch.h>

namespace siskin::train {

void OutputRange::add(const at::Tensor& values_nc) {
  if (values_nc.size(0) == 0) return;
  const auto low = values_nc.amin(0).detach().cpu();
  const auto high = values_nc.amax(0).detach().cpu();
  low_c_ = low_c_.defined() ? torch::minimum(low_c_, low) : low;
  high_c_ = high_c_.defined() ? torch::maximum(high_c_, high) : high;
  rows_ += values_nc.size(0);
}

bool OutputRange::is_constant(double tolerance) const {
  if (rows_ < 2) return false;
  return (high_c_ - low_c_).max().item<double>() <= tolerance;
}

}  // namespace siskin::train
