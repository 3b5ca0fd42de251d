#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace siskin::util {

/// A pseudo-random order of 0 .. size-1 that needs no table: a Feistel network over the bits of an
/// index (Luby & Rackoff 1988), walked until it falls below `size` (Black & Rogaway 2002), on
/// average less than twice. The same size and seed give the same order.
class Permutation {
 public:
  Permutation(std::uint64_t size, std::uint64_t seed);

  std::uint64_t size() const { return size_; }
  /// The item at place `index` of the order; index < size().
  std::uint64_t operator()(std::uint64_t index) const;

 private:
  static constexpr int kRounds = 8;
  std::uint64_t size_;
  int low_bits_ = 0;
  std::uint64_t low_mask_ = 0;
  std::uint64_t high_mask_ = 0;
  std::array<std::uint64_t, kRounds> keys_{};
};

}  // namespace siskin::util
