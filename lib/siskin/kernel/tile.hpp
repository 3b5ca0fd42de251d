#pragma once

#include <cstdint>

/// Operations on tiles: some rows (positions) of a channels-last array that fit into the nearest
/// cache together, so that a chain of them costs one pass through memory. Arrays are row-major
/// (rows, channels); those of one row are called channel arrays.
namespace siskin::kernel {

/// An affine function for each channel: scale[c] (v - centre[c]) + shift[c].
struct Affine {
  const float* centre;
  const float* scale;
  const float* shift;
};

struct TileShape {
  std::int64_t rows = 0;
  std::int64_t channels = 0;

  std::int64_t size() const { return rows * channels; }
};

// `from` and `to` may be the same array.
void affine(const Affine& function, const float* from, TileShape shape, float* to);
void relu(const float* from, std::int64_t count, float* to);
/// exp(v) to 2 units in the last place; 0 and infinity where the result leaves normal numbers.
void exponential(const float* from, std::int64_t count, float* to);
void add(const float* one, const float* other, std::int64_t count, float* to);
void multiply(const float* one, const float* other, std::int64_t count, float* to);
/// Keeps a gradient where the input of the ReLU is above 0, as LibTorch does.
void relu_gradient(const float* input, const float* from, std::int64_t count, float* to);

/// Mean and sum of squared deviations of each channel; both arrays are written.
void moments(const float* values, TileShape shape, float* mean, float* squares);

/// Adds for each channel the sum of `gradient` and of gradient (v - centre[c]).
void add_gradient_sums(const float* gradient, const float* values, const float* centre,
                       TileShape shape, float* sums);

/// Batch norm's gradient by its input: scale[c] (g - offset[c] - slope[c] (v - centre[c])).
struct NormGradient {
  const float* centre;
  const float* scale;
  const float* offset;
  const float* slope;
};
void norm_gradient(const NormGradient& function, const float* values, const float* from,
                   TileShape shape, float* to);

/// Windows of a max-pool with stride = width over one sequence.
struct PoolShape {
  std::int64_t width = 1;
  std::int64_t left = 0;     ///< positions of padding in front
  std::int64_t windows = 0;  ///< positions of the result
};

/// Positions first .. first+rows-1 of a sequence: takes their part in the maxima (windows,channels)
/// and where they lie in the window. All rows of a sequence must come once, in order. A number that
/// is none wins, as in LibTorch.
void pool_maximum(const PoolShape& pool, const float* values, std::int64_t first, TileShape shape,
                  float* maxima, std::int32_t* places);
/// The gradient of positions first .. first+rows-1 from that of the windows; writes `gradient`.
void pool_gradient(const PoolShape& pool, const float* of_maxima, const std::int32_t* places,
                   std::int64_t first, TileShape shape, float* gradient);

}  // namespace siskin::kernel
