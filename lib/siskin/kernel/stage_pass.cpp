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

void activate(Activation activation, const float* from, std::int64_t count, float* to) {
  if (activation == Activation::kRelu) relu(from, count, to);
  if (activation == Activation::kExponential) exponential(from, count, to);
}

// `input` is what activate() was given; `work` is overwritten.
void activation_gradient(Activation activation, const float* input, const float* from,
                         std::int64_t count, float* work, float* to) {
  if (activation == Activation::kRelu) relu_gradient(input, from, count, to);
  if (activation == Activation::kExponential) {
    exponential(input, count, work);
    multiply(work, from, count, to);
  }
}

Affine norm_of(const StagePass& pass) {
  return {pass.mean.data(), pass.scale.data(), pass.shift.data()};
}

// What a thread works with: tiles that are not parts of the data.
class Workspace {
 public:
  Workspace(const StagePass& pass, const Blocks& blocks)
      : pass_(pass),
        values_(blocks.tile_size()),
        work_(blocks.tile_size()),
        gradient_(blocks.tile_size()) {}

  float* work() { return work_.data(); }

  // The tile of the batch norm's input; in x itself where nothing precedes the batch norm.
  const float* input(const float* x, const Tile& tile) {
    const auto* from = x + tile.row * pass_.channels;
    if (!pass_.activation_first || pass_.activation == Activation::kNone) return from;
    activate(pass_.activation, from, tile.shape.size(), values_.data());
    return values_.data();
  }

  // The tile of the gradient by the batch norm's output, whose input is `values`; in dy itself
  // where nothing follows the batch norm.
  const float* gradient(const float* dy, const std::int32_t* places, const Tile& tile,
                        const float* values) {
    const auto count = tile.shape.size();
    const auto* found = dy + tile.row * pass_.channels;
    if (pass_.pools()) {
      const auto skipped = tile.sample * pass_.pool.windows * pass_.channels;
      pool_gradient(pass_.pool, dy + skipped, places + skipped, tile.first, tile.shape,
                    gradient_.data());
      found = gradient_.data();
    }
    if (pass_.dropout.active()) {
      drop(pass_.dropout, tile.row * pass_.channels, found, count, gradient_.data());
      found = gradient_.data();
    }
    if (pass_.activation_first || pass_.activation == Activation::kNone) return found;
    if (pass_.normalises) affine(norm_of(pass_), values, tile.shape, work_.data());
    activation_gradient(pass_.activation, pass_.normalises ? work_.data() : values, found, count,
                        work_.data(), gradient_.data());
    return gradient_.data();
  }

 private:
  const StagePass& pass_;
  std::vector<float> values_;
  std::vector<float> work_;
  std::vector<float> gradient_;
};

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
    Workspace workspace(pass, blocks);
    std::vector<float> mean(channels);
    std::vector<float> squares(channels);
    blocks.for_each_tile(block, [&](const Tile& tile) {
      moments(workspace.input(x, tile), tile.shape, mean.data(), squares.data());
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
    Workspace workspace(pass, blocks);
    blocks.for_each_tile(block, [&](const Tile& tile) {
      const auto count = tile.shape.size();
      const auto offset = tile.row * pass.channels;
      auto* values = pass.pools() ? workspace.work() : y + offset;
      const auto* found = workspace.input(x, tile);
      if (pass.normalises) {
        affine(norm_of(pass), found, tile.shape, values);
        found = values;
      }
      if (!pass.activation_first && pass.activation != Activation::kNone) {
        activate(pass.activation, found, count, values);
        found = values;
      }
      if (pass.dropout.active()) {
        drop(pass.dropout, offset, found, count, values);
        found = values;
      }
      if (residual != nullptr) {
        add(residual + offset, found, count, values);
        found = values;
      }
      if (pass.pools()) {
        const auto skipped = tile.sample * pass.pool.windows * pass.channels;
        pool_maximum(pass.pool, found, tile.first, tile.shape, y + skipped, places + skipped);
      } else if (found != values) {
        std::copy(found, found + count, values);
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
    Workspace workspace(pass, blocks);
    std::vector<float> sums(2 * channels);
    auto* part = parts.data() + static_cast<std::size_t>(block) * 2 * channels;
    blocks.for_each_tile(block, [&](const Tile& tile) {
      const auto* values = workspace.input(x, tile);
      const auto* gradient = workspace.gradient(dy, places, tile, values);
      std::fill(sums.begin(), sums.end(), 0.0F);
      add_gradient_sums(gradient, values, pass.mean.data(), tile.shape, sums.data());
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
    Workspace workspace(pass, blocks);
    blocks.for_each_tile(block, [&](const Tile& tile) {
      const auto count = tile.shape.size();
      const auto begin = tile.row * pass.channels;
      auto* result = dx + begin;
      const auto* values = workspace.input(x, tile);
      const auto* found = workspace.gradient(dy, places, tile, values);
      if (pass.normalises) {
        norm_gradient(norm, values, found, tile.shape, result);
        found = result;
      }
      if (pass.activation_first && pass.activation != Activation::kNone) {
        activation_gradient(pass.activation, x + begin, found, count, workspace.work(), result);
        found = result;
      }
      if (found != result) std::copy(found, found + count, result);
    });
  });
}

}  // namespace siskin::kernel
