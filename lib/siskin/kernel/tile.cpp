#include "siskin/kernel/tile.hpp"

#include <cstring>
#include <limits>

#include "siskin/util/clones.hpp"

namespace siskin::kernel {
namespace {

// exp(v) = 2^n exp(r) with |r| <= ln(2)/2, ln(2) in two parts (Cody & Waite 1980) and the Taylor
// polynomial of degree 7, whose remainder is below half a unit in the last place. Arithmetic alone,
// so that loops around it vectorise. Adding and taking away 1.5 2^23 rounds to whole numbers.
inline float exponential_of(float v) {
  constexpr float kRounder = 12582912.0F;
  constexpr float kLargest = 88.72F;
  constexpr float kSmallest = -87.33F;
  float x = v < kLargest ? v : kLargest;
  x = x > kSmallest ? x : kSmallest;
  const float n = (x * 1.44269504F + kRounder) - kRounder;
  const float r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
  float p = 1.0F / 5040;
  p = p * r + 1.0F / 720;
  p = p * r + 1.0F / 120;
  p = p * r + 1.0F / 24;
  p = p * r + 1.0F / 6;
  p = p * r + 0.5F;
  p = p * (r * r) + (r + 1.0F);
  // 2^n in two factors: n = 128 has no exponent of its own.
  const auto whole = static_cast<std::int32_t>(n);
  const std::int32_t half = whole / 2;
  const std::int32_t low_bits = (half + 127) * (1 << 23);
  const std::int32_t high_bits = (whole - half + 127) * (1 << 23);
  float low = 0;
  float high = 0;
  std::memcpy(&low, &low_bits, sizeof low);
  std::memcpy(&high, &high_bits, sizeof high);
  const float result = p * low * high;
  const float limited = v < kSmallest ? 0.0F : result;
  const float open = v > kLargest ? std::numeric_limits<float>::infinity() : limited;
  return v != v ? v : open;
}

}  // namespace

SISKIN_CLONES
void affine(const Affine& function, const float* from, TileShape shape, float* to) {
  const float* __restrict centre = function.centre;
  const float* __restrict scale = function.scale;
  const float* __restrict shift = function.shift;
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    const float* v = from + row * shape.channels;
    float* result = to + row * shape.channels;
    SISKIN_INDEPENDENT
    for (std::int64_t c = 0; c < shape.channels; ++c) {
      result[c] = (v[c] - centre[c]) * scale[c] + shift[c];
    }
  }
}

SISKIN_CLONES
void relu(const float* from, std::int64_t count, float* to) {
  SISKIN_INDEPENDENT
  for (std::int64_t i = 0; i < count; ++i) to[i] = from[i] < 0 ? 0.0F : from[i];
}

SISKIN_CLONES
void exponential(const float* from, std::int64_t count, float* to) {
  SISKIN_INDEPENDENT
  for (std::int64_t i = 0; i < count; ++i) to[i] = exponential_of(from[i]);
}

SISKIN_CLONES
void add(const float* one, const float* other, std::int64_t count, float* to) {
  SISKIN_INDEPENDENT
  for (std::int64_t i = 0; i < count; ++i) to[i] = one[i] + other[i];
}

SISKIN_CLONES
void multiply(const float* one, const float* other, std::int64_t count, float* to) {
  SISKIN_INDEPENDENT
  for (std::int64_t i = 0; i < count; ++i) to[i] = one[i] * other[i];
}

SISKIN_CLONES
void relu_gradient(const float* input, const float* from, std::int64_t count, float* to) {
  SISKIN_INDEPENDENT
  for (std::int64_t i = 0; i < count; ++i) to[i] = input[i] <= 0 ? 0.0F : from[i];
}

SISKIN_CLONES
void moments(const float* __restrict values, TileShape shape, float* __restrict mean,
             float* __restrict squares) {
  const std::int64_t channels = shape.channels;
  for (std::int64_t c = 0; c < channels; ++c) mean[c] = squares[c] = 0;
  // Distances from the first row keep their digits where the mean is far from 0.
  for (std::int64_t row = 1; row < shape.rows; ++row) {
    const float* v = values + row * channels;
    for (std::int64_t c = 0; c < channels; ++c) mean[c] += v[c] - values[c];
  }
  const float share = 1.0F / static_cast<float>(shape.rows);
  for (std::int64_t c = 0; c < channels; ++c) mean[c] = values[c] + mean[c] * share;
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    const float* v = values + row * channels;
    for (std::int64_t c = 0; c < channels; ++c) squares[c] += (v[c] - mean[c]) * (v[c] - mean[c]);
  }
}

SISKIN_CLONES
void add_gradient_sums(const float* __restrict gradient, const float* __restrict values,
                       const float* __restrict centre, TileShape shape, float* __restrict sums) {
  const std::int64_t channels = shape.channels;
  float* __restrict products = sums + channels;
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    const float* g = gradient + row * channels;
    const float* v = values + row * channels;
    for (std::int64_t c = 0; c < channels; ++c) {
      sums[c] += g[c];
      products[c] += g[c] * (v[c] - centre[c]);
    }
  }
}

SISKIN_CLONES
void norm_gradient(const NormGradient& function, const float* values, const float* from,
                   TileShape shape, float* to) {
  const float* __restrict centre = function.centre;
  const float* __restrict scale = function.scale;
  const float* __restrict offset = function.offset;
  const float* __restrict slope = function.slope;
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    const float* g = from + row * shape.channels;
    const float* v = values + row * shape.channels;
    float* result = to + row * shape.channels;
    SISKIN_INDEPENDENT
    for (std::int64_t c = 0; c < shape.channels; ++c) {
      result[c] = scale[c] * (g[c] - offset[c] - slope[c] * (v[c] - centre[c]));
    }
  }
}

SISKIN_CLONES
void pool_maximum(const PoolShape& pool, const float* __restrict values, std::int64_t first,
                  TileShape shape, float* __restrict maxima, std::int32_t* __restrict places) {
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    const std::int64_t padded = first + row + pool.left;
    const std::int64_t window = padded / pool.width;
    if (window >= pool.windows) return;
    const auto place = static_cast<std::int32_t>(padded % pool.width);
    const bool opens = place == 0 || first + row == 0;
    const float* v = values + row * shape.channels;
    float* best = maxima + window * shape.channels;
    std::int32_t* where = places + window * shape.channels;
    for (std::int64_t c = 0; c < shape.channels; ++c) {
      const bool wins = opens || v[c] > best[c] || v[c] != v[c];
      best[c] = wins ? v[c] : best[c];
      where[c] = wins ? place : where[c];
    }
  }
}

SISKIN_CLONES
void pool_gradient(const PoolShape& pool, const float* __restrict of_maxima,
                   const std::int32_t* __restrict places, std::int64_t first, TileShape shape,
                   float* __restrict gradient) {
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    const std::int64_t padded = first + row + pool.left;
    const std::int64_t window = padded / pool.width;
    float* g = gradient + row * shape.channels;
    if (window >= pool.windows) {
      for (std::int64_t c = 0; c < shape.channels; ++c) g[c] = 0;
      continue;
    }
    const auto place = static_cast<std::int32_t>(padded % pool.width);
    const float* above = of_maxima + window * shape.channels;
    const std::int32_t* where = places + window * shape.channels;
    for (std::int64_t c = 0; c < shape.channels; ++c) g[c] = where[c] == place ? above[c] : 0.0F;
  }
}

}  // namespace siskin::kernel
