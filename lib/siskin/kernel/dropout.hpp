#pragma once

#include <cstdint>

namespace siskin::kernel {

/// Which elements a dropout layer drops: a pure function of the seed and an element's number, so
/// that the backward pass repeats it instead of remembering it, in any order and any thread.
struct Dropout {
  std::uint64_t seed = 0;
  std::uint32_t drop_below = 0;  ///< an element is dropped when its 32 random bits are below
  float scale = 1;               ///< of elements kept: 1 / (1 - rate)

  bool active() const { return drop_below > 0; }
};

/// `rate` in [0,1), exact to 2^-32; nothing is dropped at 0. The seed is drawn from LibTorch's
/// generator of the CPU, unless the rate is 0.
Dropout draw_dropout(double rate);

/// Multiplies the elements first .. first+count-1 of a tensor, at from[0 .. count-1], with scale or
/// 0; `to` may be `from`.
void drop(const Dropout& dropout, std::int64_t first, const float* from, std::int64_t count,
          float* to);

}  // namespace siskin::kernel
