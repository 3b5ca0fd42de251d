#include "siskin/gradient/layer_window.hpp"

#include <torch/torch.h>

#include <limits>

#include "siskin/gradient/activations.hpp"
#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

// The transforms by which cuDNN convolves may spread a NaN over a tile.
class WithoutCudnn {
 public:
  WithoutCudnn() : enabled_(at::globalContext().userEnabledCuDNN()) {
    at::globalContext().setUserEnabledCuDNN(false);
  }
  ~WithoutCudnn() { at::globalContext().setUserEnabledCuDNN(enabled_); }
  WithoutCudnn(const WithoutCudnn&) = delete;
  WithoutCudnn& operator=(const WithoutCudnn&) = delete;

 private:
  bool enabled_;
};

class Probe {
 public:
  Probe(const model::Function& function, std::int64_t length, std::string layer)
      : function_(function), length_(length), layer_(std::move(layer)) {
    positions_ = reads(0, length_).size(0);
    if (!reads(0, length_).all().item<bool>()) {
      throw Error(describe() + " does not say which bases it depends on: a NaN gets lost");
    }
  }

  std::int64_t positions() const { return positions_; }

  // First base that a position depends on.
  std::int64_t start(std::int64_t position) const {
    std::int64_t low = 0;  // bases [0, low) do not reach the position, [0, high) do
    std::int64_t high = length_;
    while (high - low > 1) {
      const std::int64_t middle = (low + high) / 2;
      (reads(0, middle)[position].item<bool>() ? high : low) = middle;
    }
    return low;
  }

  // One past the last.
  std::int64_t end(std::int64_t position) const {
    std::int64_t low = 0;  // bases [low, length) reach the position, [high, length) do not
    std::int64_t high = length_;
    while (high - low > 1) {
      const std::int64_t middle = (low + high) / 2;
      (reads(middle, length_)[position].item<bool>() ? low : high) = middle;
    }
    return high;
  }

  std::string describe() const { return "layer " + (layer_.empty() ? "of the filters" : layer_); }

 private:
  // By position of the layer: whether it depends on one of the bases [begin, end).
  at::Tensor reads(std::int64_t begin, std::int64_t end) const {
    auto input_ncl = torch::full({1, 4, length_}, 0.25);
    input_ncl.slice(2, begin, end).fill_(std::numeric_limits<float>::quiet_NaN());
    const auto values = activations(function_, input_ncl, layer_);
    if (values.dim() < 3) throw Error(describe() + " has no positions along the sequence");
    return values.flatten(2).isnan().any(1)[0];
  }

  const model::Function& function_;
  std::int64_t length_;
  std::string layer_;
  std::int64_t positions_ = 0;
};

}  // namespace

motif::ReceptiveWindow layer_window(const model::Function& function, std::int64_t length,
                                    const std::string& layer) {
  const WithoutCudnn plain_convolutions;
  const Probe probe(function, length, layer);
  // In the middle, where padding is farthest away.
  const std::int64_t position = (probe.positions() - 1) / 2;
  const std::int64_t start = probe.start(position);
  const std::int64_t width = probe.end(position) - start;
  if (probe.positions() == 1) return {1, start, width};
  const std::int64_t stride = probe.start(position + 1) - start;
  if (stride < 1 || probe.end(position + 1) - start != stride + width) {
    throw Error(probe.describe() + ": its positions have no window of their own in sequences of " +
                std::to_string(length) + " bases");
  }
  return {stride, start - stride * position, width};
}

}  // namespace siskin::gradient
