#include "siskin/kernel/dropout.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "siskin/util/clones.hpp"

namespace siskin::kernel {
namespace {

constexpr std::int64_t kRun = 1024;  // elements that share a key

// SplitMix64 (Steele, Lea & Flood 2014): the key of a run.
std::uint64_t run_key(std::uint64_t seed, std::uint64_t run) {
  std::uint64_t z = seed + (run + 1) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

// Within a run a 32-bit mixing function, which vectorises: xor-shift and multiply with the
// constants that Wellons found ("lowbias32", public domain), half of the key added on the way so
// that runs do not walk through one sequence of numbers.
SISKIN_CLONES
void drop_in_run(std::uint64_t key, const Dropout& dropout, std::uint32_t lane, const float* from,
                 std::int64_t count, float* to) {
  const auto low = static_cast<std::uint32_t>(key);
  const auto high = static_cast<std::uint32_t>(key >> 32U);
  const std::uint32_t drop_below = dropout.drop_below;
  const float scale = dropout.scale;
  SISKIN_INDEPENDENT
  for (std::int64_t i = 0; i < count; ++i) {
    std::uint32_t x = low ^ (lane + static_cast<std::uint32_t>(i));
    x ^= x >> 16U;
    x *= 0x7FEB352DU;
    x += high;
    x ^= x >> 15U;
    x *= 0x846CA68BU;
    x ^= x >> 16U;
    to[i] = from[i] * (x < drop_below ? 0.0F : scale);
  }
}

}  // namespace

Dropout draw_dropout(double rate) {
  if (rate <= 0) return {};
  const double below = std::min(std::nearbyint(std::ldexp(rate, 32)), std::ldexp(1.0, 32) - 1);
  const auto seed = torch::randint(std::int64_t{1} << 62, {2}, torch::kLong);
  const auto* words = seed.data_ptr<std::int64_t>();
  return {static_cast<std::uint64_t>(words[0]) ^ (static_cast<std::uint64_t>(words[1]) << 2U),
          static_cast<std::uint32_t>(below), static_cast<float>(1 / (1 - rate))};
}

void drop(const Dropout& dropout, std::int64_t first, const float* from, std::int64_t count,
          float* to) {
  for (std::int64_t done = 0; done < count;) {
    const std::int64_t lane = (first + done) % kRun;
    const std::int64_t here = std::min(count - done, kRun - lane);
    const auto run = static_cast<std::uint64_t>((first + done) / kRun);
    drop_in_run(run_key(dropout.seed, run), dropout, static_cast<std::uint32_t>(lane), from + done,
                here, to + done);
    done += here;
  }
}

}  // namespace siskin::kernel
