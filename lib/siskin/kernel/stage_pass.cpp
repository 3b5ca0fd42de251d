#include "siskin/kernel/stage_pass.hpp"

#include <ATen/Parallel.h>

#include <algorithm>

namespace siskin::kernel {
namespace {

constexpr std::int64_t kTileElements = 4096;  // 16 KiB: two tiles and their sources stay in L1
constexpr std::int64_t kTileRows = 128;       // as many numbers as are added up in float
constexpr std::int64_t kBlockRows = 1024;     // what a thread takes at a time

struct Tile {
  std::int64_t row = 0;    // over all samples
  std::int64_t first = 0;  // position in its sample
  std::int64_t sample = 0;
  TileShape shape{};
};

// Rows in blocks that depend on the shape alone, so that sums do not depend on the threads; a
// pooled sample is never divided.
class Blocks {
 public:
  explicit Blocks(const StagePass& pass)
      : pass_(pass),
        unit_(pass.pools() ? std::max<std::int64_t>(1, kBlockRows / pass.length) * pass.length
                           : kBlockRows) {}

  std::int64_t count() const { return (pass_.rows() + unit_ - 1) / unit_; }

  template <typename Function>
  void for_each_tile(std::int64_t block, const Function& function) const {
    const auto end = std::min(pass_.rows(), (block + 1) * unit_);
    const auto most = std::clamp<std::int64_t>(kTileElements / pass_.channels, 1, kTileRows);
    for (auto row = block * unit_; row < end;) {
      const auto first = row % pass_.length;
      auto rows = std::min(most, end - row);
      if (pass_.pools()) rows = std::min(rows, pass_.length - first);
      function(Tile{row, first, row / pass_.length, {rows, pass_.channels}});
      row += rows;
    }
  }

  /// One tile's worth of elements.
  std::size_t tile_size() const {
    return static_cast<std::size_t>(std::max(kTileElements, pass_.channels));
  }

 private:
  const StagePass& pass_;
  std::int64_t unit_;
};

template <typename Function>
void for_each_block(const Blocks& blocks, const Function& function) {
  at::parallel_for(0, blocks.count(), 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto block = begin; block < end; ++block) function(block);
  });
}

void activate(Activation activation, std::int64_t count, float* values) {
  if (activation == Activation::kRelu) relu(count, values);
  if (activation == Activation::kExponential) exponential(count, values);
}

// `input` is what activate() was given; it is overwritten.
void activation_gradient(Activation activation, std::int64_t count, float* input, float* gradient) {
  if (activation == Activation::kRelu) relu_gradient(input, count, gradient);
  if (activation == Activation::kExponential) {
    exponential(count, input);
    multiply(input, count, gradient);
  }
}

Affine norm_of(const StagePass& pass) {
  return {pass.mean.data(), pass.scale.data(), pass.shift.data()};
}

// The tile of the batch norm's input.
void load_input(const StagePass& pass, const float* x, const Tile& tile, float* values) {
  const auto* from = x + tile.row * pass.channels;
  std::copy(from, from + tile.shape.size(), values);
  if (pass.activation_first) activate(pass.activation, tile.shape.size(), values);
}

// The tile of the gradient by the batch norm's output; `values` holds its input and stays.
void load_gradient(const StagePass& pass, const float* dy, const std::int32_t* places,
                   const Tile& tile, float* values, float* work, float* gradient) {
  const auto count = tile.shape.size();
  if (pass.pools()) {
    const auto skipped = tile.sample * pass.pool.windows * pass.channels;
    pool_gradient(pass.pool, dy + skipped, places + skipped, tile.first, tile.shape, gradient);
  } else {
    const auto* from = dy + tile.row * pass.channels;
    std::copy(from, from + count, gradient);
  }
  if (pass.dropout.active()) drop(pass.dropout, tile.row * pass.channels, count, gradient);
  if (pass.activation_first || pass.activation == Activation::kNone) return;
  std::copy(values, values + count, work);
  if (pass.normalises) affine(norm_of(pass), tile.shape, work);
  activation_gradient(pass.activation, count, work, gradient);
}

}  // namespace

ChannelSums batch_moments(const StagePass& pass, const float* x) {
  const Blocks blocks(pass);
  const auto channels = static_cast<std::size_t>(pass.channels);
  struct Part {
    double rows = 0;
    ChannelSums sums;
  };
  // Parts join as Chan, Golub & LeVeque 1979 show: without the cancellation of sums of squares.
  const auto join = [&](Part& to, double rows, const auto* mean, const auto* squares) {
    const double total = to.rows + rows;
    for (std::size_t c = 0; c < channels; ++c) {
      const double step = static_cast<double>(mean[c]) - to.sums.first[c];
      to.sums.first[c] += step * rows / total;
      to.sums.second[c] += static_cast<double>(squares[c]) + step * step * to.rows * rows / total;
    }
    to.rows = total;
  };
  const Part empty{0, {std::vector<double>(channels), std::vector<double>(channels)}};
  std::vector<Part> parts(static_cast<std::size_t>(blocks.count()), empty);
  for_each_block(blocks, [&](std::int64_t block) {
    std::vector<float> values(blocks.tile_size());
    std::vector<float> mean(channels);
    std::vector<float> squares(channels);
    blocks.for_each_tile(block, [&](const Tile& tile) {
      load_input(pass, x, tile, values.data());
      moments(values.data(), tile.shape, mean.data(), squares.data());
      join(parts[static_cast<std::size_t>(block)], static_cast<double>(tile.shape.rows),
           mean.data(), squares.data());
    });
  });
  Part whole = empty;
  for (const auto& part : parts) {
    join(whole, part.rows, part.sums.first.data(), part.sums.second.data());
  }
  return whole.sums;
}

void run_forward(const StagePass& pass, const float* x, const float* residual, float* y,
                 std::int32_t* places) {
  const Blocks blocks(pass);
  for_each_block(blocks, [&](std::int64_t block) {
    std::vector<float> scratch(pass.pools() ? blocks.tile_size() : 0);
    blocks.for_each_tile(block, [&](const Tile& tile) {
      const auto count = tile.shape.size();
      const auto offset = tile.row * pass.channels;
      auto* values = pass.pools() ? scratch.data() : y + offset;
      load_input(pass, x, tile, values);
      if (pass.normalises) affine(norm_of(pass), tile.shape, values);
      if (!pass.activation_first) activate(pass.activation, count, values);
      if (pass.dropout.active()) drop(pass.dropout, offset, count, values);
      if (residual != nullptr) add(residual + offset, count, values);
      if (pass.pools()) {
        const auto skipped = tile.sample * pass.pool.windows * pass.channels;
        pool_maximum(pass.pool, values, tile.first, tile.shape, y + skipped, places + skipped);
      }
    });
  });
}

ChannelSums gradient_sums(const StagePass& pass, const float* x, const float* dy,
                          const std::int32_t* places) {
  const Blocks blocks(pass);
  const auto channels = static_cast<std::size_t>(pass.channels);
  std::vector<double> parts(static_cast<std::size_t>(blocks.count()) * 2 * channels);
  for_each_block(blocks, [&](std::int64_t block) {
    std::vector<float> values(blocks.tile_size());
    std::vector<float> work(blocks.tile_size());
    std::vector<float> gradient(blocks.tile_size());
    std::vector<float> sums(2 * channels);
    auto* part = parts.data() + static_cast<std::size_t>(block) * 2 * channels;
    blocks.for_each_tile(block, [&](const Tile& tile) {
      load_input(pass, x, tile, values.data());
      load_gradient(pass, dy, places, tile, values.data(), work.data(), gradient.data());
      std::fill(sums.begin(), sums.end(), 0.0F);
      add_gradient_sums(gradient.data(), values.data(), pass.mean.data(), tile.shape, sums.data());
      for (std::size_t c = 0; c < 2 * channels; ++c) part[c] += static_cast<double>(sums[c]);
    });
  });
  ChannelSums total{std::vector<double>(channels), std::vector<double>(channels)};
  for (std::size_t begin = 0; begin < parts.size(); begin += 2 * channels) {
    for (std::size_t c = 0; c < channels; ++c) {
      total.first[c] += parts[begin + c];
      total.second[c] += parts[begin + channels + c];
    }
  }
  return total;
}

void run_backward(const StagePass& pass, const float* x, const float* dy,
                  const std::int32_t* places, const ChannelSums& sums, float* dx) {
  const Blocks blocks(pass);
  // Ioffe & Szegedy 2015, section 3: dx = scale (g - mean(g) - (v - mean) mean(g (v - mean)) /
  // var).
  const auto rows = static_cast<double>(pass.rows());
  std::vector<float> offset;
  std::vector<float> slope;
  for (std::size_t c = 0; c < sums.first.size(); ++c) {
    const double inverse = pass.inverse_deviation[c];
    offset.push_back(static_cast<float>(sums.first[c] / rows));
    slope.push_back(static_cast<float>(sums.second[c] / rows * inverse * inverse));
  }
  const NormGradient norm{pass.mean.data(), pass.scale.data(), offset.data(), slope.data()};
  for_each_block(blocks, [&](std::int64_t block) {
    std::vector<float> values(blocks.tile_size());
    std::vector<float> work(blocks.tile_size());
    blocks.for_each_tile(block, [&](const Tile& tile) {
      const auto begin = tile.row * pass.channels;
      auto* gradient = dx + begin;
      load_input(pass, x, tile, values.data());
      load_gradient(pass, dy, places, tile, values.data(), work.data(), gradient);
      if (pass.normalises) norm_gradient(norm, values.data(), tile.shape, gradient);
      if (!pass.activation_first) return;
      std::copy(x + begin, x + begin + tile.shape.size(), work.data());
      activation_gradient(pass.activation, tile.shape.size(), work.data(), gradient);
    });
  });
}

}  // namespace siskin::kernel
