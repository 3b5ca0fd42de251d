#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace siskin::util {

/// xoshiro256++ (Blackman & Vigna 2019), seeded through SplitMix64. All sampling is defined here
/// and not by the standard library, so that a seed gives the same numbers with every compiler.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  /// An independent stream for item `index` of a run with this seed: what makes results independent
  /// of batching and threads.
  Random(std::uint64_t seed, std::uint64_t index);

  std::uint64_t next();
  /// Uniform in [0, 1), 53 bits.
  double uniform();
  /// Uniform in 0 .. bound-1, unbiased (Lemire 2019). bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// Standard normal (polar method; the second value is kept for the next call).
  double normal();
  /// Index drawn with the given probabilities (non-negative, summing to about 1).
  std::size_t choose(const std::vector<double>& probabilities);

  /// Fisher-Yates: every order equally likely.
  template <typename Item>
  void shuffle(std::vector<Item>& items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[static_cast<std::size_t>(below(i))]);
    }
  }

 private:
  std::array<std::uint64_t, 4> state_{};
  double spare_normal_ = 0;
  bool has_spare_normal_ = false;
};

}  // namespace siskin::util
