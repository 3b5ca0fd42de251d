#include "siskin/gradient/sampled_rows.hpp"

#include <torch/torch.h>

#include <algorithm>

namespace siskin::gradient {

SampledRows::SampledRows(const Batch& batch, std::int64_t samples, std::uint64_t seed)
    : samples_(samples) {
  for (const auto number : batch.numbers) random_.emplace_back(seed, number);
}

bool SampledRows::next(std::int64_t limit) {
  const auto total = samples_ * static_cast<std::int64_t>(random_.size());
  begin_ = end_;
  end_ = std::min(begin_ + limit, total);
  return begin_ < end_;
}

at::Tensor SampledRows::sequences() const {
  return torch::arange(begin_, end_).floor_divide(samples_);
}

void SampledRows::for_each(
    const std::function<void(std::int64_t row, util::Random& random)>& body) {
  for (std::int64_t row = begin_; row < end_; ++row) {
    body(row - begin_, random_[static_cast<std::size_t>(row / samples_)]);
  }
}

void fill_normal(util::Random& random, double deviation, const at::Tensor& values) {
  auto* const first = values.data_ptr<float>();
  for (std::int64_t i = 0; i < values.numel(); ++i) {
    first[i] = static_cast<float>(deviation * random.normal());
  }
}

}  // namespace siskin::gradient
